//! A face's grid, solved by `taffy` as CSS grid: where each frame stands.

use taffy::prelude::*;
use taffy::style_helpers::{line, minmax};

use crate::model::{Grid, Track};
use crate::unit::{Expr, Pt, Rect as Frame};

/// A frame to be placed: its area, as rows and columns from 0, the ends not included.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    /// Which frame of the galley.
    pub frame: usize,
    /// Its rows.
    pub rows: (usize, usize),
    /// Its columns.
    pub columns: (usize, usize),
    /// On a face without a grid: whether it takes what height is left.
    pub grows: bool,
}

/// What a frame is asked: its height at a width, or its widths.
pub enum Ask {
    /// The height it needs at this width.
    Height(Pt),
    /// The width of its longest line.
    Widest,
    /// The width of its longest word.
    Narrowest,
}

/// The cells of a grid for these areas; a face without a grid stacks its frames.
pub fn cells(grid: Option<&Grid>, areas: &[(usize, &str)]) -> Vec<Cell> {
    let Some(grid) = grid else {
        let stack = areas.iter().enumerate();
        return stack
            .map(|(row, (frame, _))| Cell {
                frame: *frame,
                rows: (row, row + 1),
                columns: (0, 1),
                grows: row + 1 == areas.len(),
            })
            .collect();
    };
    let find = |name: &str| {
        let places = grid.areas.iter().enumerate().flat_map(|(row, line)| {
            let own = line.iter().enumerate().filter(move |(_, cell)| *cell == name);
            own.map(move |(column, _)| (row, column))
        });
        let places: Vec<_> = places.collect();
        let rows = (places.first()?.0, places.last()?.0 + 1);
        let columns = (places.first()?.1, places.last()?.1 + 1);
        Some((rows, columns))
    };
    areas
        .iter()
        .filter_map(|(frame, name)| {
            let (rows, columns) = find(name)?;
            Some(Cell { frame: *frame, rows, columns, grows: false })
        })
        .collect()
}

/// Solves a grid in a box. `ask` gives the sizes of a frame; `length` resolves lengths. The
/// rectangles come in the order of `cells`, from the box's top left corner.
///
/// A row is left out where none of the cells stands in it, but for one of `.` alone, which is
/// there to keep things apart.
pub fn solve(
    grid: Option<&Grid>,
    cells: &[Cell],
    (width, height): (Pt, Pt),
    length: impl Fn(&Expr) -> Pt,
    mut ask: impl FnMut(usize, &Ask) -> Pt,
) -> Vec<Frame> {
    let mut tree: TaffyTree<usize> = TaffyTree::new();
    tree.disable_rounding();
    let used = |row: usize| {
        let blank = grid
            .and_then(|g| g.areas.get(row))
            .is_some_and(|a| a.iter().all(|n| n == "."));
        blank || cells.iter().any(|c| c.rows.0 <= row && row < c.rows.1)
    };
    let leaves: Vec<NodeId> = cells
        .iter()
        .map(|cell| {
            let at = |(from, to): (usize, usize)| Line {
                start: line(index(from)),
                end: line(index(to)),
            };
            // A row in which nothing stands is left out, and the gap above it with it.
            let rows = (
                (0..cell.rows.0).filter(|r| used(*r)).count(),
                (0..cell.rows.1).filter(|r| used(*r)).count(),
            );
            let style = Style {
                grid_row: at(rows),
                grid_column: at(cell.columns),
                ..Style::default()
            };
            tree.new_leaf_with_context(style, cell.frame).expect("a new leaf")
        })
        .collect();
    let stacked = Track::Fr(1.0);
    let (rows, columns): (Vec<&Track>, Vec<&Track>) = match grid {
        Some(grid) => (grid.rows.iter().collect(), grid.columns.iter().collect()),
        None => {
            let rows =
                cells.iter().map(|c| if c.grows { &stacked } else { &Track::Auto });
            (rows.collect(), vec![&stacked])
        }
    };
    let track = |track: &Track| match track {
        Track::Auto => auto(),
        Track::Fr(share) => minmax(
            MinTrackSizingFunction::length(0.0),
            MaxTrackSizingFunction::fr(*share as f32),
        ),
        Track::Length(l) => TaffyTrack::from_length(length(l) as f32),
    };
    let gap = |l: &Expr| LengthPercentage::length(length(l) as f32);
    let row_gap = grid.map_or_else(Grid::row_gap, |g| g.row_gap.clone());
    let style = Style {
        display: Display::Grid,
        size: Size {
            width: Dimension::length(width as f32),
            height: Dimension::length(height as f32),
        },
        grid_template_rows: rows
            .iter()
            .enumerate()
            .filter(|(row, _)| used(*row))
            .map(|(_, t)| track(t))
            .map(GridTemplateComponent::Single)
            .collect(),
        grid_template_columns: columns
            .iter()
            .map(|t| GridTemplateComponent::Single(track(t)))
            .collect(),
        gap: Size {
            width: gap(grid.map_or(&Expr::ZERO, |g| &g.gap)),
            height: gap(&row_gap),
        },
        align_content: AlignContent::START,
        ..Style::default()
    };
    let root = tree.new_with_children(style, &leaves).expect("a new root");
    tree.compute_layout_with_measure(
        root,
        Size::MAX_CONTENT,
        |inputs, _, frame, style| {
            taffy::compute_leaf_layout(
                inputs,
                style,
                |_, _| 0.0,
                |known, available| {
                    let Some(frame) = frame else { return Size::ZERO };
                    measure(*frame, known, available, &mut ask)
                },
            )
        },
    )
    .expect("the root is of this tree");
    leaves
        .iter()
        .map(|leaf| {
            let layout = tree.layout(*leaf).expect("the leaf is of this tree");
            Frame {
                x: Pt::from(layout.location.x),
                y: Pt::from(layout.location.y),
                w: Pt::from(layout.size.width),
                h: Pt::from(layout.size.height),
            }
        })
        .collect()
}

type TaffyTrack = TrackSizingFunction;

fn measure(
    frame: usize,
    known: Size<Option<f32>>,
    available: Size<AvailableSpace>,
    ask: &mut impl FnMut(usize, &Ask) -> Pt,
) -> Size<f32> {
    let width = known.width.unwrap_or_else(|| match available.width {
        AvailableSpace::Definite(width) => {
            (ask(frame, &Ask::Widest) as f32).min(width).max(0.0)
        }
        AvailableSpace::MinContent => ask(frame, &Ask::Narrowest) as f32,
        AvailableSpace::MaxContent => ask(frame, &Ask::Widest) as f32,
    });
    let height =
        known.height.unwrap_or_else(|| ask(frame, &Ask::Height(Pt::from(width))) as f32);
    Size { width, height }
}

fn index(line: usize) -> i16 {
    i16::try_from(line + 1).unwrap_or(i16::MAX)
}
