//! Pages of finished files as pixels, drawn by `pdftoppm`.

use std::path::Path;
use std::process::Command;

use super::tools;

/// How far two pixels may be apart that are the same.
const SLIP: u8 = 12;

/// A picture: rows of RGB samples from the top.
#[derive(Clone)]
pub struct Raster {
    pub width: usize,
    pub height: usize,
    rgb: Vec<u8>,
}

/// The pages of a file; `None` where `pdftoppm` is not installed.
pub fn rasters(file: &Path, dpi: f64) -> Option<Vec<Raster>> {
    let mut command = Command::new("pdftoppm");
    command.args(["-r", &dpi.to_string()]).arg(file);
    let out = tools::output(&mut command, "poppler-utils", "no page was drawn")?;
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let mut rest = out.stdout.as_slice();
    let mut pages = Vec::new();
    while !rest.is_empty() {
        pages.push(page(&mut rest));
    }
    Some(pages)
}

/// The next picture of a stream of them: `P6`, width, height and 255, a line each or apart
/// by blanks.
fn page(rest: &mut &[u8]) -> Raster {
    let mut word = || {
        let end = rest.iter().position(u8::is_ascii_whitespace).unwrap();
        let (word, after) = rest.split_at(end);
        *rest = &after[1..];
        String::from_utf8(word.to_vec()).unwrap()
    };
    assert_eq!(word(), "P6");
    let (width, height) = (word().parse().unwrap(), word().parse().unwrap());
    assert_eq!(word(), "255");
    let (own, after) = rest.split_at(width * height * 3);
    *rest = after;
    Raster { width, height, rgb: own.to_vec() }
}

impl Raster {
    /// The samples of a row, from one column to another.
    fn row(&self, y: usize, from: usize, to: usize) -> &[u8] {
        &self.rgb[(y * self.width + from) * 3..(y * self.width + to) * 3]
    }

    /// Whether a part of the picture is not all white.
    pub fn has_ink(&self, (x, y): (usize, usize), (w, h): (usize, usize)) -> bool {
        (y..y + h).any(|y| self.row(y, x, x + w).iter().any(|v| *v < 128))
    }

    /// Copies a part of another picture.
    pub fn paste(
        &mut self,
        from: &Self,
        (left, top): (usize, usize),
        (x, y): (usize, usize),
        (w, h): (usize, usize),
    ) {
        for row in 0..h {
            let start = ((y + row) * self.width + x) * 3;
            let own = from.row(top + row, left, left + w);
            self.rgb[start..start + own.len()].copy_from_slice(own);
        }
    }

    /// Which rows hold no letters, nor do those above and below: between the margins, where
    /// grounds and rules end, nothing changes along the row. The end is free.
    pub fn rows_without_text(&self) -> Vec<bool> {
        let margin = self.width * 2 / 25;
        let is_plain = |y: usize| {
            let row = self.row(y, margin, self.width - margin);
            let green = || row.iter().skip(1).step_by(3);
            green().zip(green().skip(1)).all(|(a, b)| a.abs_diff(*b) <= 24)
        };
        let plain: Vec<bool> = (0..self.height).map(is_plain).collect();
        let is = |y: usize| plain.get(y).copied().unwrap_or(true);
        let free = |y: usize| (y.saturating_sub(1)..=y + 1).all(is);
        (0..=self.height).map(free).collect()
    }

    /// The first pixels that another picture does not have there, nor anything between those
    /// around it, as it would if it were moved by half a pixel.
    pub fn differ(&self, other: &Self) -> Vec<(usize, usize)> {
        assert_eq!((self.width, self.height), (other.width, other.height));
        let mut found = Vec::new();
        for y in 0..self.height {
            let (own, its) = (self.row(y, 0, self.width), other.row(y, 0, self.width));
            // Most of a page is the same: whole stretches are passed over at once.
            for (at, (a, b)) in own.chunks(96).zip(its.chunks(96)).enumerate() {
                if a == b {
                    continue;
                }
                for x in 0..a.len() / 3 {
                    let is_it =
                        (0..3).all(|c| a[3 * x + c].abs_diff(b[3 * x + c]) <= SLIP);
                    let x = at * 32 + x;
                    if !is_it && !other.is_near(x, y, self.row(y, x, x + 1)) {
                        found.push((x, y));
                    }
                }
            }
            if found.len() > 20 {
                break;
            }
        }
        found
    }

    /// Whether a pixel lies between those around a place.
    fn is_near(&self, x: usize, y: usize, pixel: &[u8]) -> bool {
        let columns = x.saturating_sub(1)..(x + 2).min(self.width);
        let rows = y.saturating_sub(1)..(y + 2).min(self.height);
        pixel.iter().enumerate().all(|(channel, value)| {
            let around = rows.clone().flat_map(|y| {
                self.row(y, columns.start, columns.end).iter().skip(channel).step_by(3)
            });
            let (low, high) =
                around.fold((255, 0), |(a, b): (u8, u8), v| (a.min(*v), b.max(*v)));
            *value >= low.saturating_sub(SLIP) && *value <= high.saturating_add(SLIP)
        })
    }
}
