// Behaviour on top of pages that work without it. Elements and attributes, no framework.

const copied = (button, text) => {
  navigator.clipboard.writeText(text).then(() => {
    const label = button.querySelector("span");
    const before = label.textContent;
    label.textContent = button.dataset.done;
    setTimeout(() => (label.textContent = before), 1600);
  });
};

const words = (name) => document.documentElement.dataset[name] ?? name;

const copyButton = (text) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.dataset.done = words("copied");
  button.append(Object.assign(document.createElement("span"), { textContent: words("copy") }));
  button.addEventListener("click", () => copied(button, text()));
  return button;
};

// <copy-code><pre>…</pre></copy-code>: a button that copies the text.
customElements.define("copy-code", class extends HTMLElement {
  connectedCallback() {
    const code = this.querySelector("pre, code");
    this.append(copyButton(() => code.textContent));
  }
});

// <code-tabs>: sections with data-label become tabs; the choice is kept for the next page.
customElements.define("code-tabs", class extends HTMLElement {
  connectedCallback() {
    const panels = [...this.querySelectorAll("[data-label]")];
    const list = document.createElement("div");
    list.className = "seg";
    list.setAttribute("role", "tablist");
    const show = (index, focus) => panels.forEach((panel, at) => {
      panel.hidden = at !== index;
      const tab = list.children[at];
      tab.setAttribute("aria-selected", String(at === index));
      tab.tabIndex = at === index ? 0 : -1;
      if (at === index && focus) tab.focus();
      if (at === index) localStorage.setItem("code-tab", panel.dataset.label);
    });
    panels.forEach((panel, index) => {
      const tab = document.createElement("button");
      tab.type = "button";
      tab.id = `tab-${index}`;
      tab.textContent = panel.dataset.label;
      tab.setAttribute("role", "tab");
      tab.addEventListener("click", () => show(index, false));
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      panel.querySelector("h3")?.classList.add("vh");
      list.append(tab);
    });
    list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) {
        const now = panels.findIndex((panel) => !panel.hidden);
        show((now + step + panels.length) % panels.length, true);
      }
    });
    this.prepend(list);
    const kept = localStorage.getItem("code-tab");
    show(Math.max(0, panels.findIndex((panel) => panel.dataset.label === kept)), false);
  }
});

// Filters lie open where there is room for them.
document.querySelectorAll("details[data-wide-open]").forEach((filters) => {
  filters.open = matchMedia("(min-width: 1001px)").matches;
});

// A page's own tabs: the one that was gone to is the current one.
document.querySelectorAll(".tabs a[href^='#']").forEach((tab, at, all) => {
  const choose = () => all.forEach((one) => {
    one.toggleAttribute("aria-current", one === tab);
    if (one === tab) one.setAttribute("aria-current", "true");
  });
  tab.addEventListener("click", choose);
  if (tab.hash === location.hash) choose();
});

// On a phone the side navigation scrolls: the current page's entry comes into view.
document.querySelectorAll(".side [aria-current]").forEach((current) => {
  const side = current.closest(".side");
  side.scrollLeft = current.offsetLeft - side.offsetLeft - 16;
});

document.querySelectorAll(".search").forEach((search) => {
  const key = Object.assign(document.createElement("kbd"), { textContent: "/" });
  key.ariaHidden = "true";
  search.append(key);
});

// A form that comes back leads to its first mistake.
document.querySelector("main [aria-invalid='true'], main .faults")?.focus();

// A menu closes by Escape and by a click elsewhere.
document.addEventListener("click", (event) => {
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
  const typing = event.target.closest?.("input, select, textarea");
  if (event.key === "/" && !typing) {
    const search = document.querySelector(".search input");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
});

// A form with data-auto sends itself when a choice changes; so does a list that stands outside of
// its form. A box there waits for its button: several may be ticked.
document.addEventListener("change", (event) => {
  const { form, type } = event.target;
  const outside = form && type !== "checkbox" && !form.contains(event.target);
  if (form?.matches("[data-auto]") || outside) form.requestSubmit();
});

// A file that would be refused for its size is not sent first.
document.addEventListener("change", (event) => {
  const { files, dataset } = event.target;
  if (!dataset?.most) return;
  const isLarge = [...files].some((one) => one.size > Number(dataset.most));
  event.target.setCustomValidity(isLarge ? dataset.large : "");
  event.target.reportValidity();
});

// <live-part data-events="…">: hears of events and shows anew what has a name of its own in this
// part, where the page says something else by now; at the end, or without events, the whole page.
customElements.define("live-part", class extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.events) return;
    this.events = new EventSource(this.dataset.events);
    this.events.addEventListener("progress", () => this.renew());
    this.events.addEventListener("end", () => this.comeAgain());
    this.events.addEventListener("error", () => {
      if (this.events.readyState === EventSource.CLOSED) setTimeout(() => this.comeAgain(), 2000);
    });
    addEventListener("pagehide", () => this.events.close());
  }

  disconnectedCallback() {
    this.events?.close();
  }

  // One look at a time: what happens meanwhile is looked for after it.
  async renew() {
    this.isBehind = true;
    if (this.isLooking) return;
    this.isLooking = true;
    while (this.isBehind) {
      this.isBehind = false;
      const answer = await fetch(location.href).catch(() => null);
      if (answer?.ok) this.show(await answer.text());
    }
    this.isLooking = false;
  }

  show(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    this.querySelectorAll("[id]").forEach((old) => {
      const now = old.querySelector("[id]") ? null : page.getElementById(old.id);
      if (now && now.innerHTML !== old.innerHTML) old.replaceChildren(...now.childNodes);
    });
  }

  async comeAgain() {
    this.events.close();
    const answer = await fetch(location.href, { redirect: "manual" }).catch(() => null);
    if (answer && answer.status < 500) location.reload();
    else setTimeout(() => this.comeAgain(), 5000);
  }
});
