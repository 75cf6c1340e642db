//! Names of files.

use std::collections::BTreeMap;

use super::load::Loaded;

/// A file name for each piece, every one another: text and layout, then the paper where
/// these are the same twice, then a number.
pub fn files(loaded: &[Loaded<'_>]) -> Vec<String> {
    let base: Vec<String> = loaded.iter().map(base).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &base {
        *count.entry(name).or_default() += 1;
    }
    // `plan.pdf` is the plan's.
    let mut used = BTreeMap::from([("plan".to_owned(), 1_usize)]);
    loaded
        .iter()
        .zip(&base)
        .map(|(loaded, base)| {
            let given = loaded.piece.file.is_some();
            let mut name = base.clone();
            if !given && count[base.as_str()] > 1 {
                name = format!("{base}-{}", loaded.layout.paper.name);
            }
            let times = used.entry(name.to_lowercase()).or_default();
            *times += 1;
            if *times > 1 { format!("{name}-{times}.pdf") } else { format!("{name}.pdf") }
        })
        .collect()
}

fn base(loaded: &Loaded<'_>) -> String {
    if let Some(name) = &loaded.piece.file {
        return name.trim_end_matches(".pdf").to_owned();
    }
    let texts = loaded.texts.iter().map(|text| slug(&text.name));
    let parts: Vec<String> = texts.chain([slug(&loaded.layout.name)]).collect();
    parts.join("-")
}

/// Letters and digits of a name, in small letters, joined by hyphens.
pub fn slug(name: &str) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// The same with a capital at its head.
pub fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |c| {
        c.to_uppercase().collect::<String>() + chars.as_str()
    })
}
