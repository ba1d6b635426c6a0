// Many hours of a tariff's grid at once: a range by Shift and arrows, by a brush that is dragged, or
// a block of a spreadsheet's cells that is pasted. Each cell stays a list of its own, which is all
// there is without script.

const CELL = /^cell-(\d+)-(\d+)-(\d+)$/;
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const DAYS = 4;
const LOST_SHOWN = 5;
const MOST_TOLD = 24;

let anchor = null;
let brush = "";
let isDragged = false;

const placeOf = (cell) => CELL.exec(cell?.id ?? "")?.slice(1).map(Number);
const cellAt = ([season, hour, day]) => document.getElementById(`cell-${season}-${hour}-${day}`);
const cellUnder = (event) => {
  const cell = event.target.closest?.(".hours td")?.querySelector("select");
  return cell && placeOf(cell) ? cell : null;
};

// What was done is told below the grid, which is drawn anew meanwhile.
const told = Object.assign(document.createElement("p"), { className: "grid-told" });
told.setAttribute("role", "status");
document.getElementById("grid")?.after(told);
const tell = (...parts) => {
  const words = document.querySelector(".brushes")?.dataset ?? {};
  told.textContent = parts.map(([name, what]) => `${words[name]} ${what}`).join(" ");
};

const chosen = () => [...document.querySelectorAll(".hours .chosen select")];
const unmark = () => {
  document.querySelectorAll(".hours .chosen").forEach((one) => one.classList.remove("chosen"));
};
const forget = () => {
  anchor = null;
  unmark();
};

// From the anchor to here, in one season.
const choose = (to) => {
  const [season, hour, day] = placeOf(to);
  const [, hours, days] = placeOf(anchor);
  unmark();
  for (let h = Math.min(hour, hours); h <= Math.max(hour, hours); h++) {
    for (let d = Math.min(day, days); d <= Math.max(day, days); d++) {
      cellAt([season, h, d])?.parentElement.classList.add("chosen");
    }
  }
  tell(["chosen", chosen().length]);
};

const has = (cell, value) => [...cell.options].some((one) => one.value === value);

// Only what a cell has in its list can be chosen in it.
const paint = (cells, value) => {
  cells.filter((cell) => has(cell, value)).forEach((cell) => (cell.value = value));
};

const send = (cell) => cell?.dispatchEvent(new Event("change", { bubbles: true }));

document.addEventListener("keydown", (event) => {
  const from = placeOf(event.target);
  if (!from) return;
  if (event.key === "Escape") {
    forget();
    told.textContent = "";
  }
  const step = STEPS[event.key];
  if (!step || !event.shiftKey) return;
  event.preventDefault();
  if (!anchor?.isConnected || placeOf(anchor)[0] !== from[0]) anchor = event.target;
  const to = cellAt([from[0], from[1] + step[0], from[2] + step[1]]);
  if (to) {
    choose(to);
    to.focus();
  }
});

document.addEventListener("change", (event) => {
  // A brush is taken into the hand; nothing has changed yet.
  if (event.target.name === "brush") {
    event.stopImmediatePropagation();
    brush = event.target.value;
  }
  // A value that is chosen in one of the chosen cells is that of all.
  if (!placeOf(event.target)) return;
  const cells = chosen();
  if (cells.includes(event.target)) paint(cells, event.target.value);
  forget();
}, true);

document.addEventListener("pointerdown", (event) => {
  const isBrush = brush && event.button === 0 && event.pointerType !== "touch";
  const cell = isBrush ? cellUnder(event) : null;
  if (!cell) return;
  isDragged = true;
  anchor = cell;
  choose(cell);
});

// A list under the brush does not open.
document.addEventListener("mousedown", (event) => {
  if (isDragged && cellUnder(event)) event.preventDefault();
});

const lift = () => {
  if (!isDragged) return;
  isDragged = false;
  const cells = chosen();
  const first = anchor;
  paint(cells, brush);
  forget();
  send(first);
};

document.addEventListener("pointermove", (event) => {
  // The button was let go outside of the window.
  if (isDragged && event.buttons === 0) lift();
  const cell = isDragged ? cellUnder(event) : null;
  if (cell && placeOf(cell)[0] === placeOf(anchor)[0]) choose(cell);
});
document.addEventListener("pointerup", lift);
document.addEventListener("pointercancel", () => {
  isDragged = false;
  forget();
});

// A sheet's cells: parted by tabs, else by semicolons, else by commas.
const cellsOf = (text) => {
  const by = ["\t", ";", ","].find((one) => text.includes(one)) ?? "\t";
  return text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").map((line) =>
    line.split(by).map((one) => {
      const cell = one.trim().replace(/^"(.*)"$/, "$1").trim();
      return by !== "," && /^\d+,\d+$/.test(cell) ? cell.replace(",", ".") : cell;
    }));
};

const plain = (price) => price.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
const isTime = (text) => /^[-−]?\d{1,2}:\d{2}/.test(text);

// What a cell holds that was pasted: a price, a band, or both as its list says them.
const valueOf = (text, cell) => {
  const said = text.toLowerCase();
  if (["-", "–", "−"].includes(said)) return "-";
  const prices = [...document.querySelectorAll("[name='price.perKwh']")];
  const bands = [...document.querySelectorAll("[name='price.band']")];
  const at = prices.findIndex((price, index) => price.value && (
    plain(price.value) === plain(said)
    || bands[index].value === said
    || bands[index].selectedOptions[0].text.toLowerCase() === said));
  if (at >= 0) return String(at);
  return [...cell.options].find((one) => one.text.toLowerCase() === said)?.value;
};

document.addEventListener("paste", (event) => {
  const start = placeOf(event.target);
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!start || !text.trim()) return;
  event.preventDefault();
  const rows = cellsOf(text);
  const isTimed = rows.some((row) => isTime(row[0]));
  // A sheet with its hours has its own place, and a line above them is their heading.
  const timed = isTimed ? rows.filter((row) => isTime(row[0])) : rows;
  const lost = new Set();
  let count = 0;
  timed.forEach((row, at) => {
    // A cell is an hour of the day: its quarters are written as text.
    if (isTimed && !/^([01]?\d|2[0-3]):00/.test(row[0])) {
      lost.add(row[0].slice(0, MOST_TOLD));
      return;
    }
    const hour = isTimed ? Number(row[0].split(":")[0]) : start[1] + at;
    const values = isTimed ? row.slice(1) : row;
    values.slice(0, DAYS).forEach((one, day) => {
      const cell = cellAt([start[0], hour, (isTimed ? 0 : start[2]) + day]);
      if (!cell || !one) return;
      const value = valueOf(one, cell);
      if (value === undefined || !has(cell, value)) lost.add(one.slice(0, MOST_TOLD));
      else {
        cell.value = value;
        count++;
      }
    });
  });
  forget();
  const some = [...lost].slice(0, LOST_SHOWN).join(", ");
  tell(["pasted", `${count}.`], ...(lost.size ? [["lost", some]] : []));
  if (count) send(event.target);
});

// The brushes appear with script alone, and stay through a drawing.
const offer = () => {
  document.querySelectorAll(".brushes[hidden]").forEach((brushes) => {
    brushes.hidden = false;
    const kept = [...brushes.querySelectorAll("input")].find((one) => one.value === brush);
    (kept ?? brushes.querySelector("input")).checked = true;
    brush = kept ? brush : "";
  });
};

offer();
document.addEventListener("htmx:afterSettle", offer);
