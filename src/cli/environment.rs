//! The only reader of the environment.
#![allow(clippy::disallowed_methods)]

use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use crate::model::Date;

/// Whether the person at the terminal wants colour: <https://no-color.org>.
pub fn wants_color() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb")
}

/// What day it is, in UTC: that of `SOURCE_DATE_EPOCH` if it is set
/// (<https://reproducible-builds.org/specs/source-date-epoch>).
pub fn today() -> Option<Date> {
    let set = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok());
    let seconds: i64 = match set {
        Some(seconds) => seconds,
        None => {
            let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
            i64::try_from(now.as_secs()).ok()?
        }
    };
    Some(Date::from_days(seconds.div_euclid(86_400)))
}

/// Who is at the terminal, for the printer's list of jobs.
pub fn user() -> String {
    let named = ["USER", "LOGNAME", "USERNAME"];
    let found = named.iter().find_map(|name| std::env::var(name).ok());
    found.filter(|name| !name.is_empty()).unwrap_or_else(|| "handbill".to_owned())
}

/// The words that were typed after the command's name.
pub fn typed() -> Vec<String> {
    std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect()
}

/// The folders in which systems keep fonts; not all of them exist.
pub fn font_folders() -> Vec<PathBuf> {
    let fixed = [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/System/Library/Fonts",
        "/Library/Fonts",
        "C:\\Windows\\Fonts",
    ];
    let home = |variable: &str, below: &str| {
        std::env::var_os(variable)
            .filter(|home| !home.is_empty())
            .map(|home| Path::new(&home).join(below))
    };
    let own = [
        home("HOME", ".local/share/fonts"),
        home("HOME", ".fonts"),
        home("HOME", "Library/Fonts"),
        home("LOCALAPPDATA", "Microsoft\\Windows\\Fonts"),
    ];
    fixed.iter().map(PathBuf::from).chain(own.into_iter().flatten()).collect()
}

/// The way from a folder to a file, from their names alone, with `/` between the steps. The
/// bare name of the file if there is no such way.
pub fn way(folder: &Path, file: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let from = plain(&here.join(folder));
    let to = plain(&here.join(file));
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if same == 0 {
        return to.last().cloned().unwrap_or_default();
    }
    let up = from[same..].iter().map(|_| "..");
    let steps: Vec<&str> = up.chain(to[same..].iter().map(String::as_str)).collect();
    steps.join("/")
}

/// The steps of a path, without `.` and `..`.
fn plain(path: &Path) -> Vec<String> {
    let mut steps = Vec::new();
    for step in path.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir => {
                if steps.len() > 1 {
                    steps.pop();
                }
            }
            _ => steps.push(step.as_os_str().to_string_lossy().into_owned()),
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_from_the_sheets_to_the_packet_holds_no_absolute_path() {
        let way = |folder, file| way(Path::new(folder), Path::new(file));
        assert_eq!(way("out", "packet.toml"), "../packet.toml");
        assert_eq!(way("./out", "./packet.toml"), "../packet.toml");
        assert_eq!(way("a/out", "b/../packet.toml"), "../../packet.toml");
        assert_eq!(way(".", "packet.toml"), "packet.toml");
        assert_eq!(way("/x/out", "/x/p/packet.toml"), "../p/packet.toml");
    }
}
