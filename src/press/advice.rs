//! What to say when a text does not fit, and what is worth knowing when it does.

use super::load::Loaded;
use super::order::Order;
use super::order::at_place;
use super::placing::{known, on_stock};
use crate::compose::{Composition, Job, Overset, Prepared};
use crate::diag::{Diagnostic, Report};
use crate::model::{Content, Frame, Stock};
use crate::unit::{Paper, papers};

/// A frame filled less than this says that a smaller paper would do.
const THIN: f64 = 0.6;

/// The piece does not fit: the size reached, the floor, what binds, and the smallest paper
/// of the same family on which it would.
pub fn does_not_fit(
    order: &Order<'_>,
    loaded: &Loaded<'_>,
    job: &Job<'_>,
    overset: &Overset,
) -> Diagnostic {
    let mut finding = overset_of(job, overset);
    if loaded.placing.as_ref().is_some_and(|placing| !placing.is_alone()) {
        finding.help.truncate(1);
        finding = finding.help(match larger_stock(order, loaded, job) {
            Some(number) => format!(
                "the smallest stock of this kind on which it fits is {number}: write `stock = \"{number}\"` or --stock {number}"
            ),
            None => "take a larger sheet or stock, a layout that shows less, or a shorter text"
                .to_owned(),
        });
    }
    at_place(order.packet, &loaded.piece.layout.range, finding)
}

/// The smallest stock of the same kind on which a piece fits.
fn larger_stock(order: &Order<'_>, loaded: &Loaded<'_>, job: &Job<'_>) -> Option<String> {
    let own = loaded.placing.as_ref()?.stock()?;
    let mut report = Report::default();
    let area = |stock: &Stock| stock.flat.w * stock.flat.h;
    let mut list = order.library.stock_list(&mut report);
    list.retain(|stock| stock.kind == own.kind && area(stock) > area(own));
    list.sort_by(|a, b| area(a).total_cmp(&area(b)));
    let tree = order.library.layout(&loaded.piece.layout.name, &mut report).ok()?;
    list.into_iter().filter_map(|stock| known(stock).ok()).find_map(|stock| {
        let mut layout = tree.resolve(&loaded.texts, &mut report);
        let number = stock.number().to_owned();
        on_stock(stock, &loaded.piece.imposition, &mut layout).ok()?;
        let job = Job { layout: &layout, ..*job };
        let fits = Prepared::new(&job).is_ok_and(|ready| ready.search().is_ok());
        fits.then_some(number)
    })
}

/// The same, at no place.
pub fn overset_of(job: &Job<'_>, overset: &Overset) -> Diagnostic {
    let paper = job.layout.paper.shown();
    let what = describe(job);
    let reached = match overset.reached {
        Some(size) => format!("it would at {} pt", short(size)),
        None => "it would at no size".to_owned(),
    };
    let message = format!(
        "{what} does not fit on {paper}: {reached}, and the floor is {} pt",
        short(overset.floor)
    );
    let bound = format!(
        "what binds is frame `{}`, {}",
        overset.bound.frame,
        overset.bound.words()
    );
    let finding = Diagnostic::error("does-not-fit", message).help(bound);
    match smallest_paper(job) {
        Some(paper) => finding.help(format!(
            "the smallest paper on which it fits is {}: write `paper = \"{}\"` or --paper {}",
            paper.shown(),
            paper.name,
            paper.name
        )),
        None => finding.help("no known paper of this family is large enough; shorten the text"),
    }
}

/// What is printed, in words.
pub fn describe(job: &Job<'_>) -> String {
    let texts: Vec<&str> = job.texts.iter().map(|text| text.name.as_str()).collect();
    if texts.is_empty() {
        format!("layout `{}`", job.layout.name)
    } else {
        format!("text `{}` in layout `{}`", texts.join("`, `"), job.layout.name)
    }
}

/// The smallest known paper of the same family on which the piece fits.
pub fn smallest_paper(job: &Job<'_>) -> Option<Paper> {
    for paper in larger(&job.layout.paper) {
        let mut layout = job.layout.clone();
        layout.paper = paper.clone();
        let job = Job { layout: &layout, ..*job };
        if Prepared::new(&job).is_ok_and(|ready| ready.search().is_ok()) {
            return Some(paper.clone());
        }
    }
    None
}

/// The known papers of the same family that are larger, the smallest first.
pub fn larger(own: &Paper) -> impl Iterator<Item = &'static Paper> {
    let area = |paper: &Paper| paper.size.w * paper.size.h;
    let (family, least) = (own.family, area(own) + 1.0);
    papers().list.iter().filter(move |p| p.family == family && area(p) > least)
}

/// What is worth knowing of a piece that fits.
pub fn notes(
    loaded: &Loaded<'_>,
    ready: &Prepared<'_>,
    composition: &Composition<'_, '_>,
) -> Report {
    let mut report = Report::default();
    let name = &loaded.layout.name;
    if loaded.texts.is_empty() && ready.is_silent() {
        let message = format!(
            "layout `{name}` has nothing to say: the group's details are missing"
        );
        report.push(
            Diagnostic::warning("no-details", message)
                .help("give them in the packet's `[group]`, or name a file that has one: --group FILE"),
        );
    }
    if !composition.balanced {
        report.push(Diagnostic::note(
            "thin-page",
            format!("the last page in layout `{name}` is less than half full: nothing more can be moved to it"),
        ));
    }
    let fill = composition.fill();
    if let Some((frame, full)) = fill
        .iter()
        .filter(|(frame, _)| {
            loaded.layout.frames.iter().any(|f| f.name == *frame && shows_text(f))
        })
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .filter(|(_, full)| *full < THIN && composition.pages() == 1)
    {
        report.push(Diagnostic::note(
            "thin-frame",
            format!("frame `{frame}` of layout `{name}` is only {:.0} % full: a smaller paper would do", full * 100.0),
        ));
    }
    report
}

/// Whether a frame holds a text in the piece's own size.
fn shows_text(frame: &Frame) -> bool {
    frame.fit.is_none() && matches!(frame.content, Content::Show { .. })
}

/// A size without needless zeros.
pub fn short(size: f64) -> String {
    let text = format!("{size:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
