//! The calibration sheet: where a printer puts a page on its paper, read off without a ruler.
//!
//! Paper that is folded edge on edge shows its own middle as a crease. Scales with their zero
//! in the middle of the page cross the creases: the number at the crease is how far the page
//! must move, its sign included, and one crease serves front and back. The scales at the edges
//! show what the printer leaves white, and the corner of rulers on the back how large it
//! prints.

mod pen;
mod scale;

use crate::font::Book;
use crate::page::{About, Artifact, Color, Layer, Mark, Numbering, Page, Role, TagId};
use crate::unit::{MM, Matrix, Point, Pt, Rect, Size};
use pen::{BOLD, Pen, REGULAR, Style};
use scale::{Axis, corner, crease, edge};

/// The room of the upright ruler on the back.
const RULERS: Pt = 56.0;
/// The size of the words.
const BODY: Pt = 12.75;

/// The colours of the sheet.
#[derive(Clone, Copy, Debug)]
pub struct Inks {
    /// Words.
    pub ink: Color,
    /// Title and numerals.
    pub primary: Color,
}

/// What is to be done, each with what is typed in bold after it.
const STEPS: [&str; 4] = [
    "Fold the sheet: left edge exactly on right edge. Press the crease hard, and open it.",
    "Fold it again: top edge exactly on bottom edge. Press, and open it.",
    "A crease crosses scale 1, the other one scale 2. Write the number at the crease into the \
     box of the same number, with its plus or minus.",
    "Turn the sheet over like the page of a book. Read scales 3 and 4 in the same way: they are \
     crossed by the same creases.",
];

/// What is typed at the end, with the numbers of the boxes.
const COMMAND: &str = "handbill calibrate --printer NAME --front 1,2 --back 3,4";

/// The sheet for a paper: its front and its back.
pub fn calibration(size: Size, inks: Inks, book: &Book) -> (About, Vec<Page>) {
    let m = size.w / 12.0;
    let mut sheet = Sheet { size, m, axis: m, pen: Pen::new(book, inks) };
    let front = sheet.front();
    // The corner of rulers stands at the left of it.
    sheet.axis = m + RULERS;
    let back = sheet.back();
    let about = About {
        title: "Calibration sheet".to_owned(),
        lang: "en".to_owned(),
        owner: None,
        tags: std::mem::take(&mut sheet.pen.tags),
    };
    let page = |items| Page {
        trim: size,
        bleed: 0.0,
        slug: 0.0,
        layers: vec![Layer::new(Matrix::IDENTITY, std::sync::Arc::new(items))],
    };
    (about, vec![page(front), page(back)])
}

/// The sheet as it is drawn.
struct Sheet<'a> {
    size: Size,
    /// The margin of the sheet.
    m: Pt,
    /// Where the words of this side begin.
    axis: Pt,
    pen: Pen<'a>,
}

impl Sheet<'_> {
    fn front(&mut self) -> Vec<crate::page::Item> {
        let top =
            self.title("Calibration sheet", "Where does your printer put the page?");
        self.steps(top);
        self.creases(1);
        self.end();
        for axis in [Axis::Top, Axis::Right, Axis::Bottom, Axis::Left] {
            edge(&mut self.pen, self.size, axis);
        }
        self.pen.take()
    }

    fn back(&mut self) -> Vec<crate::page::Item> {
        let top = self.title("The back", "The same creases, read from this side.");
        let style =
            Style { face: REGULAR, size: BODY, leading: 1.35, color: self.pen.inks.ink };
        let words = "Write the numbers at the creases into boxes 3 and 4. Upright crease: \
                     scale 3. Lying crease: scale 4.";
        let tag = self.pen.tags.add(TagId::DOCUMENT, Role::Paragraph);
        self.pen.paragraph(words, style, (self.axis, top), self.words(), tag);
        self.creases(3);
        self.size_check();
        self.pen.take()
    }

    /// The measure of running words.
    fn words(&self) -> Pt {
        (self.size.w - self.m - self.axis).min(34.5 * BODY)
    }

    /// Title and lead; where the next block's capitals may begin.
    fn title(&mut self, title: &str, lead: &str) -> Pt {
        let Inks { ink, primary } = self.pen.inks;
        let style = Style { face: BOLD, size: 30.0, leading: 1.08, color: primary };
        let tag = self.pen.tags.add(TagId::DOCUMENT, Role::Heading(1));
        let mut y = self.m.max(20.0 * MM);
        y = self.pen.paragraph(title, style, (self.axis, y), self.size.w, tag);
        let style = Style { face: BOLD, size: 13.5, leading: 1.28, color: ink };
        let tag = self.pen.tags.add(TagId::DOCUMENT, Role::Paragraph);
        y = self.pen.paragraph(lead, style, (self.axis, y + 14.0), self.size.w, tag);
        y + 24.0
    }

    /// What is to be done, with numerals in a column of their own.
    fn steps(&mut self, top: Pt) {
        let Inks { ink, primary } = self.pen.inks;
        let column = 24.0;
        let list = self.pen.tags.add(TagId::DOCUMENT, Role::List(Numbering::Decimal));
        let mut y = top;
        for (at, step) in STEPS.iter().enumerate() {
            let item = self.pen.tags.add(list, Role::Item);
            let label = self.pen.tags.add(item, Role::Label);
            let style = Style { face: BOLD, size: BODY, leading: 1.35, color: primary };
            let number = format!("{}", at + 1);
            self.pen.paragraph(&number, style, (self.axis, y), column, label);
            let body = self.pen.tags.add(item, Role::Body);
            let style = Style { face: REGULAR, size: BODY, leading: 1.35, color: ink };
            let measure = self.words() - column;
            y = self.pen.paragraph(step, style, (self.axis + column, y), measure, body)
                + 13.0;
        }
    }

    /// The scales that the creases cross, and their boxes: the upright crease first.
    fn creases(&mut self, first: u8) {
        let (w, h) = (self.size.w, self.size.h);
        let upright = Point { x: w / 2.0, y: h * 0.405 };
        let lying = Point { x: w * 0.69, y: h / 2.0 };
        crease(&mut self.pen, upright, Axis::Bottom);
        crease(&mut self.pen, lying, Axis::Right);
        let x = w * 0.79;
        self.number_box(first, (x, upright.y - 20.0));
        self.number_box(first + 1, (x, lying.y - 20.0));
        let left = "minus is left, plus is right";
        self.caption(first, ("Upright crease", left), upright.y);
        self.caption(first + 1, ("Lying crease", "minus is up, plus is down"), lying.y);
    }

    /// What stands on the axis beside a scale: its number, large, and which crease it is for.
    fn caption(&mut self, number: u8, (crease, signs): (&str, &str), y: Pt) {
        let Inks { ink, primary } = self.pen.inks;
        let tag = self.pen.tags.add(TagId::DOCUMENT, Role::Paragraph);
        let mark = Mark::Tag(tag);
        let style = Style { face: BOLD, size: 40.0, leading: 1.0, color: primary };
        let half = self.pen.cap(style) / 2.0;
        self.pen.line(&format!("{number} "), style, (self.axis, y + half), mark);
        let x = self.axis + 32.0;
        let style = Style { face: BOLD, size: BODY, leading: 1.3, color: ink };
        let cap = self.pen.cap(style);
        self.pen.line(&format!("{crease} "), style, (x, y - half + cap), mark);
        let style = Style { face: REGULAR, size: 10.5, leading: 1.3, color: ink };
        self.pen.line(signs, style, (x, y + half), mark);
    }

    /// A box to write a number into.
    fn number_box(&mut self, number: u8, (x, y): (Pt, Pt)) {
        let Inks { ink, primary } = self.pen.inks;
        let mark = Mark::Artifact(Artifact::Page);
        let r = Rect { x, y, w: self.size.w - self.m - x, h: 40.0 };
        self.pen.frame(r, 1.0, ink);
        let style = Style { face: BOLD, size: 13.0, leading: 1.0, color: primary };
        self.pen.line(&number.to_string(), style, (x + 5.0, y + 14.0), mark);
        let style = Style { face: REGULAR, size: 9.0, leading: 1.0, color: ink };
        self.pen.line("mm", style, (r.right() - 20.0, y + r.h - 6.0), mark);
    }

    /// What is typed, and what the scales at the edges are for.
    fn end(&mut self) {
        let Inks { ink, primary } = self.pen.inks;
        let (x, width) = (self.axis, self.words());
        let plain = Style { face: REGULAR, size: BODY, leading: 1.35, color: ink };
        let strong = Style { face: BOLD, size: 13.5, leading: 1.28, color: primary };
        let mut y = self.size.h * 0.64;
        self.pen.rule(Rect { x, y: y - 20.0, w: self.size.w - 2.0 * x, h: 2.5 }, primary);
        let mut say = |pen: &mut Pen<'_>, role, words: &str, style, gap: Pt| {
            let tag = pen.tags.add(TagId::DOCUMENT, role);
            y = pen.paragraph(words, style, (x, y), width, tag) + gap;
        };
        let pen = &mut self.pen;
        say(pen, Role::Heading(2), "Then type the four numbers", strong, 12.0);
        let bold = Style { face: BOLD, ..plain };
        say(pen, Role::Paragraph, COMMAND, bold, 12.0);
        say(
            pen,
            Role::Paragraph,
            "NAME is your printer. In place of 1, 2, 3 and 4 write the numbers of the boxes, for \
             example --front 0.5,-1 --back 0,1.5. From then on every sheet for this printer is \
             moved by as much.",
            plain,
            24.0,
        );
        say(pen, Role::Heading(2), "The scales at the four edges", strong, 12.0);
        say(
            pen,
            Role::Paragraph,
            "The smallest number that you can see at an edge, in millimetres, is what your printer \
             leaves white there. You can add it: --edges TOP,RIGHT,BOTTOM,LEFT",
            plain,
            0.0,
        );
    }

    /// The corner of rulers on the back, and what it is for.
    fn size_check(&mut self) {
        let Inks { ink, primary } = self.pen.inks;
        let corner_at = Point { x: self.m + 2.0, y: self.size.h - 21.0 * MM };
        corner(&mut self.pen, corner_at);
        let (x, mut y) = (self.axis, self.size.h * 0.64);
        let width = self.size.w - self.m - x;
        let style = Style { face: BOLD, size: 13.5, leading: 1.28, color: primary };
        let tag = self.pen.tags.add(TagId::DOCUMENT, Role::Heading(2));
        y = self.pen.paragraph("How large does it print?", style, (x, y), width, tag)
            + 12.0;
        let style = Style { face: REGULAR, size: BODY, leading: 1.35, color: ink };
        let words = "If you have a ruler, lay it on the two long scales: they must measure exactly \
                     150 mm, or 6 inches. If they don't, set your printer to \"Actual size\" or \
                     100 % and print this sheet again. If they still don't, add what they measure, \
                     in millimetres: --scale ACROSS,DOWN";
        let tag = self.pen.tags.add(TagId::DOCUMENT, Role::Paragraph);
        self.pen.paragraph(words, style, (x, y), width.min(34.5 * BODY), tag);
    }
}
