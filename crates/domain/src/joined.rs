//! Two changes of one text, joined field by field.

/// Puts a draft upon what was stored since it was begun: where the draft says what `base` said, it takes what is stored now. Fields
/// that both have changed, each otherwise, stay the draft's and are told. `take` takes a field from another text.
pub fn rebased<F: Clone + PartialEq>(
    draft: &F,
    base: &F,
    stored: &F,
    fields: impl IntoIterator<Item = &'static str>,
    take: fn(&mut F, &str, &F),
) -> (F, Vec<&'static str>) {
    let (mut after, mut both) = (draft.clone(), Vec::new());
    for field in fields {
        if is_same(base, stored, field, take) || is_same(draft, stored, field, take) {
            continue;
        }
        if is_same(draft, base, field, take) {
            take(&mut after, field, stored);
        } else {
            both.push(field);
        }
    }
    (after, both)
}

/// Two texts say the same in a field.
pub fn is_same<F: Clone + PartialEq>(one: &F, other: &F, field: &str, take: fn(&mut F, &str, &F)) -> bool {
    let mut taken = one.clone();
    take(&mut taken, field, other);
    taken == *one
}
