//! Grids of named areas from TOML.

use super::keys;
use super::read::{Reader, error_at};
use super::style::set;
use super::tree::Node;
use crate::model::{Grid, Track};
use crate::unit::{Expr, Unit};

impl Reader<'_> {
    pub(super) fn grid(&mut self, node: &Node) -> Grid {
        self.keys(node, keys::GRID, "a grid");
        let lines = node.get("areas").map(|n| self.strings(n)).unwrap_or_default();
        let areas: Vec<Vec<String>> = lines
            .iter()
            .map(|line| line.split_whitespace().map(str::to_owned).collect())
            .collect();
        let width = areas.iter().map(Vec::len).max().unwrap_or(1);
        let uneven = areas.iter().any(|line| line.len() != width);
        if let Some(node) = node.get("areas").filter(|_| uneven) {
            let message =
                "every line of `areas` needs as many names as the longest one has";
            self.report.push(
                error_at("areas", &node.place, message)
                    .help("a name stands for a column; `.` leaves a place empty"),
            );
        } else {
            self.check_rectangles(node, &areas);
        }
        let mut grid = Grid {
            rows: vec![Track::Auto; areas.len().max(1)],
            columns: vec![Track::Fr(1.0); width],
            areas,
            gap: Expr::ZERO,
            row_gap: Grid::row_gap(),
        };
        for (key, value) in node.entries() {
            match key.name.as_str() {
                "rows" => grid.rows = self.tracks(value, grid.areas.len(), "rows"),
                "columns" => grid.columns = self.tracks(value, width, "columns"),
                "gap" => set(&mut grid.gap, self.length(value)),
                "row-gap" => set(&mut grid.row_gap, self.length(value)),
                _ => {}
            }
        }
        grid
    }

    /// An area is a rectangle, or the grid can't place it.
    fn check_rectangles(&mut self, node: &Node, areas: &[Vec<String>]) {
        let Some(node) = node.get("areas") else { return };
        for name in areas.iter().flatten().filter(|name| *name != ".") {
            let cells = areas.iter().enumerate().flat_map(|(row, line)| {
                let own = line.iter().enumerate().filter(|(_, cell)| *cell == name);
                own.map(move |(column, _)| (row, column))
            });
            let cells: Vec<_> = cells.collect();
            let span = |pick: fn(&(usize, usize)) -> usize| {
                let (low, high) =
                    (cells.iter().map(pick).min(), cells.iter().map(pick).max());
                high.zip(low).map_or(0, |(high, low)| high - low + 1)
            };
            if span(|c| c.0) * span(|c| c.1) != cells.len() {
                let message = format!("the places named `{name}` make no rectangle");
                self.report.push(
                    error_at("areas", &node.place, message)
                        .help("places of one name stand side by side or below each other; give others another name"),
                );
            }
        }
    }

    fn tracks(&mut self, node: &Node, wanted: usize, what: &str) -> Vec<Track> {
        let list = self.strings(node);
        if list.len() != wanted {
            let message = format!(
                "`{what}` gives {}, and `areas` has {wanted} {what}",
                match list.len() {
                    1 => "one size".to_owned(),
                    count => format!("{count} sizes"),
                }
            );
            self.report.push(
                error_at("areas", &node.place, message).help("give a size for each"),
            );
        }
        let mut tracks = Vec::new();
        for text in list {
            let share =
                text.strip_suffix("fr").and_then(|n| n.trim().parse::<f64>().ok());
            tracks.push(match share {
                Some(share) if share > 0.0 && share.is_finite() => Track::Fr(share),
                _ if text == "auto" => Track::Auto,
                _ => match Expr::parse(&text) {
                    Ok(length) if !length.uses(Unit::Percent) => Track::Length(length),
                    Ok(_) => {
                        let message = format!("`{text}` is no size of a track");
                        self.report.push(
                            error_at("length", &node.place, message)
                                .help("in place of a hundredth write a share: `1fr`"),
                        );
                        Track::Auto
                    }
                    Err(why) => {
                        let message = format!("`{text}` is no size of a track: {why}");
                        self.report.push(
                            error_at("length", &node.place, message)
                                .help("write `auto`, a share like `1fr`, or a length"),
                        );
                        Track::Auto
                    }
                },
            });
        }
        tracks.resize(wanted.max(1), Track::Auto);
        tracks
    }
}
