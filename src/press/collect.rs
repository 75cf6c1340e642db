//! Everything that prints alike in one file: the sheets of one paper, in the order of the
//! packet, copies repeated.
//!
//! A page that stands there again is painted by the content that the file has already; only its
//! elements are its own. A piece that makes up a collection alone is collected as it is.

use super::name;
use super::sheet::{Made, Sheet};
use super::write::not_proven;
use crate::diag::Report;
use crate::model::{PlannedCollection, PlannedPart, PlannedPiece, PlannedPrint};
use crate::page::{About, Duplex, Layer, Page, Role, Seal, Tag, TagId, Tags};
use crate::prove::{self, Part, Proof};
use crate::write::pdf::{Again, Leaf};
use crate::write::{folder, pdf};

/// How a file says that it collects pieces: each is read by itself.
const COLLECTED: &str = "collected";
/// The layout of such a file, as its seal has it.
const LAYOUT: &str = "packet";

/// A collection that was made.
pub struct MadeCollection {
    /// The plan's entry.
    pub planned: PlannedCollection,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// What was proven of it.
    pub proof: Proof,
}

/// Collects the sheets of a packet: a file for each kind of paper, and for each way of
/// printing on it. `made` are the files of the sheets.
///
/// # Errors
/// What could not be proven.
pub fn collections(
    sheets: &[Sheet<'_, '_>],
    made: &[Made],
) -> Result<Vec<MadeCollection>, Report> {
    let mut kinds: Vec<(Kind, Vec<usize>)> = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let kind = Kind::of(sheet);
        match kinds.iter_mut().find(|(own, _)| *own == kind) {
            Some((_, list)) => list.push(at),
            None => kinds.push((kind, vec![at])),
        }
    }
    let mut taken: Vec<&str> = made.iter().map(|made| &*made.planned.file).collect();
    taken.push(super::PLAN_PAGE);
    let collect = |(kind, list): (Kind, Vec<usize>)| {
        let of = |at: usize| Entry { sheet: &sheets[at], made: &made[at] };
        let entries: Vec<Entry<'_, '_, '_>> = list.into_iter().map(of).collect();
        collection(&kind, &entries, kind.file(&taken))
    };
    kinds.into_iter().map(collect).collect()
}

/// What prints alike.
#[derive(PartialEq)]
struct Kind {
    paper: String,
    /// Stock by its number, or what else is not plain paper.
    stock: Option<String>,
    duplex: Duplex,
}

impl Kind {
    fn of(sheet: &Sheet<'_, '_>) -> Self {
        let planned = &sheet.planned;
        let own = planned.sheet.as_ref().and_then(|sheet| sheet.stock.as_ref());
        let wide = sheet.printed_page(0).rim() > 0.0;
        let other = match (sheet.is_card(), wide) {
            (true, _) => Some("card".to_owned()),
            // With bleed or marks it wants larger paper than it is called by.
            (false, true) => Some("bleed".to_owned()),
            (false, false) => None,
        };
        Self {
            paper: planned.paper.name.clone(),
            stock: own.map(|stock| stock.number.clone()).or(other),
            duplex: sheet.duplex(),
        }
    }

    /// `packet-letter-5371-duplex.pdf`, numbered where a piece has that name.
    fn file(&self, taken: &[&str]) -> String {
        let stock = self.stock.iter().map(|stock| name::slug(stock));
        let sides = match self.duplex {
            Duplex::Off => None,
            Duplex::LongEdge => Some("duplex".to_owned()),
            Duplex::ShortEdge => Some("duplex-short-edge".to_owned()),
        };
        let parts = ["packet".to_owned(), self.paper.clone()];
        let parts: Vec<String> = parts.into_iter().chain(stock).chain(sides).collect();
        let name = parts.join("-");
        let numbered = (2..).map(|number| format!("{name}-{number}.pdf"));
        let free =
            |file: &String| !taken.iter().any(|own| own.eq_ignore_ascii_case(file));
        let mut names = std::iter::once(format!("{name}.pdf")).chain(numbered);
        names.find(free).expect("there are more numbers than pieces")
    }
}

/// A piece in a collection.
struct Entry<'e, 's, 'a> {
    sheet: &'e Sheet<'s, 'a>,
    made: &'e Made,
}

impl<'e> Entry<'e, '_, '_> {
    /// What its copies are held against.
    fn part(&self) -> Part<'e> {
        Part {
            proof: &self.made.proof,
            file: &self.made.planned.file,
            copies: self.copies(),
            blank: self.is_odd(),
        }
    }

    fn copies(&self) -> usize {
        self.made.planned.print.copies as usize
    }

    /// Whether an empty page follows each copy, so that the next one begins on a front.
    fn is_odd(&self) -> bool {
        self.sheet.duplex() != Duplex::Off && self.sheet.printed() % 2 == 1
    }
}

fn collection(
    kind: &Kind,
    entries: &[Entry<'_, '_, '_>],
    file: String,
) -> Result<MadeCollection, Report> {
    if let [Entry { made, .. }] = entries
        && made.planned.print.copies == 1
    {
        return Ok(MadeCollection {
            planned: planned(kind, entries, file, &made.bytes, made.proof.pages),
            bytes: made.bytes.clone(),
            proof: made.proof.clone(),
        });
    }
    let book = entries[0].sheet.job.book;
    let options = pdf::PdfOptions { duplex: kind.duplex, ..pdf::PdfOptions::default() };
    let mut pile = Pile::of(entries);
    let about = pile.about(entries);
    let draft = pdf::draft(&about, pile.leaves(entries), book, &options);
    let parts: Vec<Part<'_>> = entries.iter().map(Entry::part).collect();
    let proof = prove::collected(draft.bytes(), book, &parts, named(entries))
        .map_err(|found| not_proven(&file, &found))?;
    let bytes = draft.finish(Some(&proof.seal));
    let planned = planned(kind, entries, file, &bytes, proof.pages);
    Ok(MadeCollection { planned, bytes, proof })
}

/// The elements of a collection, and where those of each copy begin.
struct Pile {
    tags: Tags,
    /// How far the elements of each copy are from those of its piece, piece by piece.
    by: Vec<Vec<u32>>,
    /// How many ranks the faces of each piece have.
    ranks: Vec<u32>,
}

impl Pile {
    fn of(entries: &[Entry<'_, '_, '_>]) -> Self {
        let lang = &entries[0].sheet.file_about().lang;
        let (mut tags, mut by) = (Tags::default(), Vec::new());
        for entry in entries {
            let about = entry.sheet.file_about();
            let own = (about.lang != *lang).then(|| about.lang.clone());
            let mut copy = || {
                let part =
                    Tag { lang: own.clone(), ..Tag::new(Role::Part, TagId::DOCUMENT) };
                let part = tags.push(part);
                tags.append(&about.tags, part)
            };
            by.push((0..entry.copies()).map(|_| copy()).collect());
        }
        let ranks = |entry: &Entry<'_, '_, '_>| {
            // Only pages on sheets have ranks.
            let pages = entry.sheet.imposed.iter().flat_map(|imposed| &imposed.pages);
            let all = pages.flat_map(|page| &page.layers);
            all.map(|layer| layer.rank).max().unwrap_or_default() + 1
        };
        Self { tags, by, ranks: entries.iter().map(ranks).collect() }
    }

    /// What the file is about; the pile has no elements any more.
    fn about(&mut self, entries: &[Entry<'_, '_, '_>]) -> About {
        let own = entries.iter().map(|entry| entry.sheet.file_about());
        let mut titles: Vec<&str> = own.clone().map(|about| &*about.title).collect();
        titles.dedup();
        About {
            title: titles.join("; "),
            lang: entries[0].sheet.file_about().lang.clone(),
            owner: own.clone().find_map(|about| about.owner.clone()),
            tags: std::mem::take(&mut self.tags),
        }
    }

    /// The pages: of each piece the first copy, then the others as pages that are there already.
    fn leaves<'p, 's, 'a>(
        &'p self,
        entries: &'p [Entry<'p, 's, 'a>],
    ) -> impl Iterator<Item = Leaf> {
        let (mut page, mut rank) = (0, 0);
        let piece = move |(entry, index): (&'p Entry<'p, 's, 'a>, usize)| {
            let (by, ranks) = (&self.by[index], self.ranks[index]);
            let first = leaves_of(entry, by[0], rank);
            let (start, whole) = (page, first.len());
            page += whole * by.len();
            rank += ranks * u32::try_from(by.len()).expect("copies are 32-bit numbers");
            let again = (1_u32..).zip(&by[1..]).flat_map(move |(copy, own)| {
                let (tags, rank) = (own - by[0], copy * ranks);
                (start..start + whole).map(move |page| Again { page, tags, rank })
            });
            first.map(Leaf::New).chain(again.map(Leaf::Again))
        };
        entries.iter().zip(0..).flat_map(piece)
    }
}

/// The pages of the first copy of a piece, and an empty one if it needs that.
fn leaves_of<'e, 's, 'a>(
    entry: &Entry<'e, 's, 'a>,
    by: u32,
    rank: u32,
) -> impl ExactSizeIterator<Item = Page> + use<'e, 's, 'a> {
    let (sheet, count) = (entry.sheet, entry.sheet.printed());
    (0..count + usize::from(entry.is_odd())).map(move |at| {
        let own = sheet.placed_page(at.min(count - 1));
        let layers = own.layers.into_iter().filter(|_| at < count);
        let further =
            |layer: Layer| Layer { rank: layer.rank + rank, ..layer.retagged(by) };
        let layers = layers.map(further).collect();
        Page { layers, ..own }
    })
}

/// What the seal of a collection says of its sources.
fn named(entries: &[Entry<'_, '_, '_>]) -> Seal {
    let of = |name: &'static str| {
        let mut list: Vec<&str> = Vec::new();
        for entry in entries {
            let value = entry.made.proof.seal.get(name);
            if !value.is_empty() && !list.contains(&value) {
                list.push(value);
            }
        }
        list
    };
    let pieces: Vec<String> = entries
        .iter()
        .map(|entry| format!("{} {}", entry.copies(), entry.made.planned.file))
        .collect();
    Seal::default()
        .with("made", of("made").concat())
        .with("texts", of("texts").join("; "))
        .with("layout", LAYOUT)
        .with("theme", of("theme").join("; "))
        .with("pieces", pieces.join("; "))
        .with("folded", COLLECTED)
        .with("source", folder::sha256(of("source").concat().as_bytes()))
}

/// The pieces of a collection by what its seal says, and how often each stands there; nothing
/// of any other file.
pub fn pieces(seal: &Seal) -> impl Iterator<Item = (&str, usize)> {
    seal.get("pieces").split("; ").filter_map(|part| {
        let (copies, file) = part.split_once(' ')?;
        Some((file, copies.parse().ok()?))
    })
}

fn planned(
    kind: &Kind,
    entries: &[Entry<'_, '_, '_>],
    file: String,
    bytes: &[u8],
    pages: usize,
) -> PlannedCollection {
    let first = &entries[0].made.planned;
    let part = |entry: &Entry<'_, '_, '_>| PlannedPart {
        file: entry.made.planned.file.clone(),
        copies: entry.made.planned.print.copies,
    };
    let sheets = |planned: &PlannedPiece| planned.sheets * planned.print.copies as usize;
    PlannedCollection {
        paper: first.paper.clone(),
        stock: kind.stock.clone(),
        sides: first.sides.clone(),
        flip: first.flip.clone(),
        pieces: entries.iter().map(part).collect(),
        pages,
        sheets: entries.iter().map(|entry| sheets(&entry.made.planned)).sum(),
        print: PlannedPrint::new(&file, first.print.media.clone(), kind.duplex, 1),
        sha256: folder::sha256(bytes),
        file,
    }
}
