//! Files as another program draws and reads them: Poppler's `pdftoppm` and `pdftotext`.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::Command;

use super::tools;

/// A page in grey, a byte a pixel.
pub struct Picture {
    pub w: usize,
    pub h: usize,
    grey: Vec<u8>,
}

/// A box of pixels: left, top, and after its last column and row.
pub type Area = [usize; 4];

/// A word of a file, in points from the top left corner of its page.
#[derive(Clone, Debug)]
pub struct Word {
    /// Its page, from 0.
    pub page: usize,
    pub text: String,
    pub x: [f64; 2],
    pub y: [f64; 2],
}

/// What a program says; `None` where it is not installed, and `what` was not tested.
fn output(program: &str, words: &[&str], what: &str) -> Option<Vec<u8>> {
    let mut command = Command::new(program);
    let out = tools::output(command.args(words), "poppler-utils", what)?;
    assert!(out.status.success(), "{program} {words:?}");
    Some(out.stdout)
}

/// The pages of a file, drawn at so many pixels an inch; `name` is another one for each.
pub fn pages(name: &str, pdf: &[u8], dpi: u32) -> Option<Vec<Picture>> {
    let file = written(name, pdf);
    let stem = file.with_extension("");
    let (dpi, file) = (dpi.to_string(), file.to_string_lossy().into_owned());
    let drawn = stem.to_string_lossy();
    let words = ["-r", &dpi, "-gray", "-forcenum", &file, &drawn];
    output("pdftoppm", &words, "no page was drawn")?;
    let all = std::fs::read_dir(stem.parent().unwrap()).unwrap();
    let start = format!("{name}-");
    let mut found: Vec<PathBuf> = all
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let file = path.file_name().unwrap().to_string_lossy();
            file.starts_with(&start) && file.ends_with(".pgm")
        })
        .collect();
    found.sort();
    let read = |path: &PathBuf| {
        let picture = grey(&std::fs::read(path).unwrap());
        std::fs::remove_file(path).unwrap();
        picture
    };
    Some(found.iter().map(read).collect())
}

fn written(name: &str, pdf: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rendered");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{name}.pdf"));
    std::fs::write(&file, pdf).unwrap();
    file
}

/// Reads a PGM file.
fn grey(bytes: &[u8]) -> Picture {
    let mut at = 0;
    let mut field = || {
        let start = at;
        while !bytes[at].is_ascii_whitespace() {
            at += 1;
        }
        at += 1;
        String::from_utf8(bytes[start..at - 1].to_vec()).unwrap()
    };
    assert_eq!(field(), "P5");
    let (w, h) = (field().parse().unwrap(), field().parse().unwrap());
    assert_eq!(field(), "255");
    Picture { w, h, grey: bytes[at..].to_vec() }
}

impl Picture {
    /// The box around all pixels of an area that are darker than `than`.
    pub fn darker(&self, area: Area, than: u8) -> Option<Area> {
        let [left, top, right, foot] = area;
        let mut found: Option<Area> = None;
        for y in top..foot.min(self.h) {
            for x in left..right.min(self.w) {
                if self.grey[y * self.w + x] < than {
                    let own = found.unwrap_or([x, y, x, y]);
                    let [l, t, r, b] = own;
                    found = Some([l.min(x), t.min(y), r.max(x + 1), b.max(y + 1)]);
                }
            }
        }
        found
    }

    /// The box around all that is printed in an area.
    pub fn ink(&self, area: Area) -> Option<Area> {
        self.darker(area, 255)
    }

    /// Whites out an area.
    pub fn blank(&mut self, [left, top, right, foot]: Area) {
        for y in top..foot.min(self.h) {
            self.grey[y * self.w + left..y * self.w + right.min(self.w)].fill(255);
        }
    }

    /// The whole of it.
    pub fn all(&self) -> Area {
        [0, 0, self.w, self.h]
    }

    /// The middles of the runs of columns (or rows, with `down`) that have dark pixels.
    pub fn ticks(&self, area: Area, down: bool) -> Vec<f64> {
        let [left, top, right, foot] = area;
        let (from, to) = if down { (top, foot) } else { (left, right) };
        let dark = |at: usize| {
            let line =
                if down { [left, at, right, at + 1] } else { [at, top, at + 1, foot] };
            self.darker(line, 200).is_some()
        };
        let mut found = Vec::new();
        let mut start = None;
        for at in from..=to {
            match (at < to && dark(at), start) {
                (true, None) => start = Some(at),
                (false, Some(begun)) => {
                    found.push(f64::midpoint(begun as f64, at as f64));
                    start = None;
                }
                _ => {}
            }
        }
        found
    }
}

/// The words of a file, where they stand.
pub fn words(name: &str, pdf: &[u8]) -> Option<Vec<Word>> {
    let file = written(name, pdf);
    let what = "no word was read back from a PDF";
    let text = output("pdftotext", &["-bbox", &file.to_string_lossy(), "-"], what)?;
    let text = String::from_utf8(text).unwrap();
    let mut pages = 0;
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        pages += usize::from(line.starts_with("<page "));
        let Some(word) = line.strip_prefix("<word ") else { continue };
        let number = |name: &str| {
            let (_, rest) = word.split_once(&format!("{name}=\"")).unwrap();
            rest.split('"').next().unwrap().parse::<f64>().unwrap()
        };
        let text = word.split(['>', '<']).nth(1).unwrap().to_owned();
        let (x, y) = ([number("xMin"), number("xMax")], [number("yMin"), number("yMax")]);
        found.push(Word { page: pages - 1, text, x, y });
    }
    Some(found)
}
