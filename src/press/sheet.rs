//! A piece, composed, and the file that it becomes.

use super::inspect::{self, Inspected};
use super::load::Loaded;
use super::order::Order;
use super::placing::{Placing, Way};
use super::{expect, far, name, printer};
use crate::check::Reach;
use crate::compose::{Composition, Job, Prepared};
use crate::impose::Cuts;
use crate::model::{
    Calibration, Piece, PlannedPaper, PlannedPiece, PlannedPrint, PlannedSize,
    thousandths,
};
use crate::page::{About, Duplex, Page, Seal};
use crate::prove::{Expected, Proof};

/// A piece, composed.
pub struct Sheet<'s, 'a> {
    /// The piece as the packet names it.
    pub piece: &'s Piece,
    /// What it was made from.
    pub job: &'s Job<'a>,
    /// Its structure tree and what it leaves out.
    pub prepared: &'s Prepared<'a>,
    /// Its pages.
    pub composition: &'s Composition<'s, 'a>,
    /// The plan's entry; the hash is empty until the file is written.
    pub planned: PlannedPiece,
    /// What the whole file is about.
    pub about: About,
    /// How far its text can be read; nothing for a piece without words.
    pub reach: Option<Reach>,
    /// Its pages on sheets, if it is cut up, folded, or comes several on a sheet.
    pub imposed: Option<Imposed>,
    /// Its first pages, painted already.
    pages: &'s [Page],
    /// How its pages come on sheets, if they do.
    pub(super) placing: Option<&'s Placing>,
    /// The printer that it is for.
    printer: Option<&'s Calibration>,
}

impl<'s, 'a> Sheet<'s, 'a> {
    /// A piece that was set and looked at, not yet on sheets.
    pub(super) fn new(
        order: &'s Order<'_>,
        loaded: &'s Loaded<'_>,
        ready: &'s Prepared<'a>,
        (composition, inspected): (&'s Composition<'s, 'a>, &'s Inspected),
        file: &str,
    ) -> Self {
        let planned = planned(loaded, ready, composition, file);
        Self {
            piece: loaded.piece,
            job: ready.job(),
            prepared: ready,
            planned: inspect::planned(planned, &inspected.outcome),
            about: about(ready),
            composition,
            reach: inspected.outcome.reach,
            imposed: None,
            pages: &inspected.pages,
            placing: loaded.placing.as_ref(),
            printer: order.over.printer.as_ref(),
        }
    }
}

impl Sheet<'_, '_> {
    /// A page of it.
    pub fn page(&self, at: usize) -> Page {
        self.pages.get(at).cloned().unwrap_or_else(|| self.composition.page(at))
    }

    /// How many pages its file has.
    pub fn printed(&self) -> usize {
        let imposed = self.imposed.as_ref().map(|imposed| imposed.pages.len());
        imposed.unwrap_or_else(|| self.composition.pages())
    }

    /// A page of its file, as it comes out of the printer.
    pub fn printed_page(&self, at: usize) -> Page {
        match &self.imposed {
            Some(imposed) => imposed.pages[at].clone(),
            None => self.page(at),
        }
    }

    /// How far its pages run past the paper: bleed, and the room for marks.
    pub(super) fn beyond(&self) -> Option<f64> {
        let printed = self.imposed.as_ref().and_then(|imposed| imposed.pages.first());
        let all = match printed {
            Some(page) => page.rim(),
            None => self.job.bleed.unwrap_or(0.0),
        };
        (all > 0.0).then_some(all)
    }

    /// Which sides of its paper are printed.
    pub fn duplex(&self) -> Duplex {
        match &self.imposed {
            Some(imposed) => imposed.duplex,
            None => Duplex::of(self.printed(), self.job.layout.sheet()),
        }
    }

    /// A page of its file, as this printer is to get it.
    pub(super) fn placed_page(&self, at: usize) -> Page {
        let page = self.printed_page(at);
        match self.printer {
            Some(own) => printer::placed(page, at, self.duplex(), own),
            None => page,
        }
    }

    /// The plan's entry, made for this printer.
    pub(super) fn placed_plan(&self) -> PlannedPiece {
        printer::planned(self.planned.clone(), self.printer)
    }

    /// What its file is about.
    pub(super) fn file_about(&self) -> &About {
        self.imposed.as_ref().map_or(&self.about, |imposed| &imposed.about)
    }

    /// What its file ought to say.
    pub(super) fn expected(&self) -> Expected {
        match &self.imposed {
            Some(imposed) => imposed.expected.clone(),
            None => expect::expected(self.job),
        }
    }

    /// What the seal of its file says of its sources.
    pub(super) fn named(&self) -> Seal {
        let named = expect::named(self.job);
        match self.imposed.as_ref().and_then(|imposed| imposed.folded) {
            Some(folded) => named.with("folded", folded),
            None => named,
        }
    }

    /// Whether it is to be printed on plain card: what is folded and stands by itself, and
    /// cards that are cut by hand.
    pub fn is_card(&self) -> bool {
        let layout = self.job.layout;
        match self.placing.map(|placing| &placing.way) {
            Some(Way::Cards { stock: Some(stock), .. }) => stock.by_hand,
            Some(Way::Cards { sheet, .. }) => {
                !sheet.folds.is_empty()
                    || layout.kind.split([' ', '-']).any(|word| word == "card")
            }
            _ => layout.stands() && layout.is_folded(),
        }
    }

    /// Whether distances are told in metres: on ISO paper.
    pub fn is_metric(&self) -> bool {
        far::is_metric(self.job.layout)
    }
}

/// A piece on its sheets.
pub struct Imposed {
    /// The sides of the sheets.
    pub pages: Vec<Page>,
    /// What the file is about.
    pub about: About,
    /// What it ought to say.
    pub expected: Expected,
    /// Which sides are printed.
    pub duplex: Duplex,
    /// How often the file is printed.
    pub prints: u32,
    /// How it is folded or dealt out, where its pages are not read in the order of the sheets.
    pub folded: Option<&'static str>,
    /// Where it is cut up, if it is.
    pub cuts: Option<Cuts>,
}

/// A file that was made.
pub struct Made {
    /// The plan's entry.
    pub planned: PlannedPiece,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// What was proven of it.
    pub proof: Proof,
}

fn about(ready: &Prepared<'_>) -> About {
    let job = ready.job();
    let titles: Vec<String> = job.texts.iter().map(|text| text.shown_title()).collect();
    let title = match (titles.is_empty(), job.group.get("name")) {
        (false, _) => titles.join("; "),
        (true, Some(name)) => format!("{}: {name}", name::capital(&job.layout.kind)),
        (true, None) => name::capital(&job.layout.kind),
    };
    About {
        title,
        lang: job.lang(),
        owner: job.texts.iter().find_map(|text| text.owner.clone()),
        tags: ready.tags().clone(),
    }
}

fn planned(
    loaded: &Loaded<'_>,
    ready: &Prepared<'_>,
    composition: &Composition<'_, '_>,
    file: &str,
) -> PlannedPiece {
    let job = ready.job();
    let sheet = job.layout.sheet();
    let mut planned = PlannedPiece {
        file: file.to_owned(),
        text: job.texts.iter().map(|t| t.name.as_str()).collect::<Vec<_>>().join("+"),
        layout: job.layout.name.clone(),
        theme: job.theme.name.clone(),
        paper: PlannedPaper::new(&job.layout.paper.name, sheet),
        tiles: None,
        sheet: None,
        pages: composition.pages(),
        copies: loaded.copies,
        sides: String::new(),
        flip: String::new(),
        sheets: 0,
        beyond_pt: None,
        scale: 1.0,
        offsets: None,
        print: PlannedPrint::default(),
        left_out: ready.left_out().to_vec(),
        sizes: composition
            .sizes()
            .into_iter()
            .map(|(frame, size)| PlannedSize { frame, size_pt: thousandths(size) })
            .collect(),
        reads_to_ft: None,
        ink: 0.0,
        sha256: String::new(),
    };
    planned.turn(Duplex::of(planned.pages, sheet), job.layout.paper.pwg());
    planned
}
