//! What substitutions make of glyphs (OpenType 1.9, GSUB), read to be walked backwards.
//! Each glyph of several that one becomes is taken to stand for all of its text.

use super::outlines::{long, table, word};

/// A substitution: these glyphs, in order, become that one.
pub(super) struct Step {
    pub from: Vec<u16>,
    pub to: u16,
}

/// Every substitution of a font that does not ask for its neighbours.
pub(super) fn steps(bytes: &[u8], index: u32) -> Vec<Step> {
    let start = match bytes.get(..4) {
        Some(b"ttcf") => long(bytes, 12 + 4 * index as usize).unwrap_or(0),
        _ => 0,
    };
    let mut out = Vec::new();
    let own = table(bytes, start, b"GSUB").and_then(|range| bytes.get(range));
    if let Some(gsub) = own {
        // A broken table gives what was read before it broke.
        let _ = lookups(gsub, &mut out);
    }
    out
}

fn lookups(gsub: &[u8], out: &mut Vec<Step>) -> Option<()> {
    let list = gsub.get(usize::from(word(gsub, 8)?)..)?;
    for index in 0..usize::from(word(list, 0)?) {
        let lookup = list.get(usize::from(word(list, 2 + 2 * index)?)..)?;
        let kind = word(lookup, 0)?;
        for sub in 0..usize::from(word(lookup, 4)?) {
            let data = lookup.get(usize::from(word(lookup, 6 + 2 * sub)?)..)?;
            if kind == 7 {
                let inner = data.get(long(data, 4)?..)?;
                subtable(word(data, 2)?, inner, out);
            } else {
                subtable(kind, data, out);
            }
        }
    }
    Some(())
}

fn subtable(kind: u16, data: &[u8], out: &mut Vec<Step>) -> Option<()> {
    let covered = coverage(data.get(usize::from(word(data, 2)?)..)?)?;
    let set = |index: usize| data.get(usize::from(word(data, 6 + 2 * index)?)..);
    for (index, glyph) in covered.into_iter().enumerate() {
        let one = |to| Step { from: vec![glyph], to };
        match (kind, word(data, 0)?) {
            (1, 1) => out.push(one(glyph.wrapping_add(word(data, 4)?))),
            (1, 2) => out.push(one(word(data, 6 + 2 * index)?)),
            (2 | 3, 1) => {
                let set = set(index)?;
                for at in 0..usize::from(word(set, 0)?) {
                    out.push(one(word(set, 2 + 2 * at)?));
                }
            }
            (4, 1) => ligatures(glyph, set(index)?, out)?,
            _ => return None,
        }
    }
    Some(())
}

fn ligatures(first: u16, set: &[u8], out: &mut Vec<Step>) -> Option<()> {
    for index in 0..usize::from(word(set, 0)?) {
        let ligature = set.get(usize::from(word(set, 2 + 2 * index)?)..)?;
        let rest = 0..usize::from(word(ligature, 2)?).saturating_sub(1);
        let rest: Option<Vec<u16>> = rest.map(|at| word(ligature, 4 + 2 * at)).collect();
        let from = std::iter::once(first).chain(rest?).collect();
        out.push(Step { from, to: word(ligature, 0)? });
    }
    Some(())
}

fn coverage(data: &[u8]) -> Option<Vec<u16>> {
    let count = usize::from(word(data, 2)?);
    if word(data, 0)? == 1 {
        return (0..count).map(|at| word(data, 4 + 2 * at)).collect();
    }
    let mut out = Vec::new();
    for at in 0..count {
        let (first, last) = (word(data, 4 + 6 * at)?, word(data, 6 + 6 * at)?);
        out.extend(first..=last);
        if out.len() > 65_536 {
            return None;
        }
    }
    Some(out)
}
