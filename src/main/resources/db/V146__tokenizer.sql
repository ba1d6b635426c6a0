-- Which tokenizer counts a model's tokens exactly, where that is known, and who says so.
alter table model
    add column tokenizer text
        check (tokenizer in ('O200K_BASE', 'CL100K_BASE', 'P50K_BASE', 'R50K_BASE')),
    add column tokenizer_source text check (tokenizer_source <> ''),
    add column tokenizer_quality text check (tokenizer_quality <> ''),
    add constraint a_tokenizer_has_its_source check (
        (tokenizer is null) = (tokenizer_source is null)
        and (tokenizer is null) = (tokenizer_quality is null));
