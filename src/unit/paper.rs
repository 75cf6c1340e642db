//! Papers by name or by size.

use super::{INCH, MM, Pt, Size};

/// Which family of sizes a paper belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Inch sizes.
    Inch,
    /// ISO 216 sizes.
    Iso,
}

/// A sheet of paper, upright (the short side is the width).
#[derive(Clone, Debug, PartialEq)]
pub struct Paper {
    /// The name a layout or a person uses.
    pub name: String,
    /// Upright size in points.
    pub size: Size,
    /// Inch or ISO.
    pub family: Family,
}

impl Paper {
    /// The paper of that name (`letter`, `a4`, `tabloid`) or size (`24x36in`, `210x297mm`).
    pub fn find(name: &str) -> Option<Self> {
        let key = name.trim().to_ascii_lowercase();
        let known = papers();
        let own = known.alias.iter().find(|(from, _)| *from == key);
        let key = own.map_or(key.as_str(), |(_, to)| to);
        known.list.iter().find(|paper| paper.name == key).cloned().or_else(|| custom(key))
    }

    /// The name as it is shown to people: `Letter`, `A4`, `24x36 in`.
    pub fn shown(&self) -> String {
        if let Some(inches) = self.name.strip_suffix("in") {
            return format!("{inches} in");
        }
        if let Some(mm) = self.name.strip_suffix("mm") {
            return format!("{mm} mm");
        }
        let mut chars = self.name.chars();
        chars.next().map_or_else(String::new, |c| {
            c.to_uppercase().collect::<String>() + chars.as_str()
        })
    }
}

impl Paper {
    /// What printers call it: its self-describing name (PWG 5101.1), the short side first.
    pub fn pwg(&self) -> String {
        let known = papers().pwg.iter().find(|(name, _)| *name == self.name);
        known.map_or_else(|| self.custom_pwg(), |(_, pwg)| pwg.clone())
    }

    /// The name of a size that has no name of its own: `custom_8x10in_8x10in`.
    fn custom_pwg(&self) -> String {
        let (unit, word) = match self.family {
            Family::Inch => (INCH, "in"),
            Family::Iso => (MM, "mm"),
        };
        let number = |points: Pt| (points / unit * 1000.0).round() / 1000.0;
        let size = format!("{}x{}{word}", number(self.size.w), number(self.size.h));
        format!("custom_{size}_{size}")
    }
}

/// The known papers, smallest first within a family, and the other names they go by.
pub struct Known {
    /// The papers.
    pub list: Vec<Paper>,
    /// Other names: (name, the paper's own name).
    pub alias: Vec<(String, String)>,
    /// What printers call them: (the paper's own name, the printers').
    pub pwg: Vec<(String, String)>,
}

/// The papers of `assets/papers.toml`.
pub fn papers() -> &'static Known {
    static KNOWN: std::sync::OnceLock<Known> = std::sync::OnceLock::new();
    KNOWN.get_or_init(|| read(include_str!("../../assets/papers.toml")))
}

/// Reads the table of papers: a line `"name" = "size"` each, under a family.
fn read(text: &str) -> Known {
    let mut known = Known { list: Vec::new(), alias: Vec::new(), pwg: Vec::new() };
    let table: toml::Table = text.parse().expect("the embedded table of papers is TOML");
    for (section, entries) in &table {
        let entries = entries.as_table().expect("a section of papers is a table");
        for (name, size) in entries {
            let size = size.as_str().expect("a size of paper is a string");
            if section == "alias" {
                known.alias.push((name.clone(), size.to_owned()));
            } else if section == "pwg" {
                known.pwg.push((name.clone(), size.to_owned()));
            } else {
                let mut paper = custom(size).expect("an embedded size of paper is valid");
                paper.name.clone_from(name);
                known.list.push(paper);
            }
        }
    }
    known.list.sort_by(|a, b| {
        let area = |p: &Paper| p.size.w * p.size.h;
        (a.family as u8).cmp(&(b.family as u8)).then(area(a).total_cmp(&area(b)))
    });
    known
}

/// A paper of any size, from 1 in to 200 in a side: `8x10in`, `100x150mm`.
fn custom(text: &str) -> Option<Paper> {
    let (sides, unit, family) = if let Some(sides) = text.strip_suffix("in") {
        (sides, INCH, Family::Inch)
    } else {
        (text.strip_suffix("mm")?, MM, Family::Iso)
    };
    let (w, h) = sides.split_once('x')?;
    let side = |s: &str| -> Option<Pt> {
        let value: f64 = s.trim().parse().ok()?;
        let points = value * unit;
        (points.is_finite() && (INCH..=200.0 * INCH).contains(&points)).then_some(points)
    };
    let (w, h) = (side(w)?, side(h)?);
    let size = Size { w: w.min(h), h: w.max(h) };
    Some(Paper { name: text.to_owned(), size, family })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_found_by_name_other_name_and_size() {
        let letter = Paper::find("Letter").unwrap();
        assert_eq!((letter.size.w, letter.size.h), (612.0, 792.0));
        assert_eq!(Paper::find("tabloid").unwrap().name, "11x17in");
        assert_eq!(Paper::find("24x36in").unwrap().shown(), "24x36 in");
        assert!((Paper::find("a4").unwrap().size.w - 595.276).abs() < 0.001);
        assert_eq!(Paper::find("10x8in").unwrap().size.w, 576.0);
        assert!(Paper::find("0x8in").is_none());
        assert!(Paper::find("leter").is_none());
    }

    #[test]
    fn every_paper_has_a_name_that_printers_know_and_that_tells_its_size() {
        for paper in &papers().list {
            let name = paper.pwg();
            let size = name.rsplit('_').next().unwrap();
            let same = custom(size).unwrap().size;
            assert!((same.w - paper.size.w).abs() < 0.01, "{name}");
            assert!((same.h - paper.size.h).abs() < 0.01, "{name}");
            assert!(!name.starts_with("custom"), "{name}");
        }
        let custom = |name: &str| Paper::find(name).unwrap().pwg();
        assert_eq!(custom("10x8in"), "custom_8x10in_8x10in");
        assert_eq!(custom("100x150mm"), "custom_100x150mm_100x150mm");
        assert_eq!(custom("tabloid"), "na_ledger_11x17in");
    }
}
