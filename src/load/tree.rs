//! TOML as a tree in which every key and value knows its place, and trees laid over each
//! other: how a layout extends another.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::diag::{Diagnostic, Place, Report, Source};

/// How many places that are no TOML are shown without a doubt about the file.
const SHOWN: usize = 9;

/// A value and its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands.
    pub place: Place,
}

/// A value.
#[derive(Clone, Debug)]
pub enum Value {
    /// A string.
    String(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Float(f64),
    /// True or false.
    Bool(bool),
    /// A list.
    Array(Vec<Node>),
    /// A table, in the file's order.
    Table(Vec<(Key, Node)>),
    /// A date or time, which no key takes.
    Date,
}

/// A key and its place.
#[derive(Clone, Debug)]
pub struct Key {
    /// The key.
    pub name: String,
    /// Where it stands.
    pub place: Place,
}

impl Node {
    /// Reads a file. What can't be read is reported, all of it, and left out.
    pub fn parse(source: &Arc<Source>, report: &mut Report) -> Self {
        Self::parse_range(source, 0..source.text.len(), report)
    }

    /// Reads a piece of a file, like front matter.
    pub fn parse_range(
        source: &Arc<Source>,
        range: Range<usize>,
        report: &mut Report,
    ) -> Self {
        let from = range.start;
        let text = &source.text[range];
        let (table, mut errors) = DeTable::parse_recoverable(text);
        errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
        let mut sound = usize::MAX;
        let count = errors.len();
        for (index, error) in errors.into_iter().enumerate() {
            let span = error.span().unwrap_or(0..0);
            let place = from + span.start..from + span.end;
            if error.message().contains("table") {
                sound = sound.min(place.start);
            }
            let message = format!("this is not TOML: {}", error.message());
            let mut finding = Diagnostic::error("toml", message).at(source, place);
            finding.help.extend(advice(error.message()).map(str::to_owned));
            if index == SHOWN {
                let help =
                    format!("there are {count} such places; is this a TOML file at all?");
                report.push(finding.help(help));
            } else if index < SHOWN {
                report.push(finding);
            }
        }
        let span = table.span();
        let reader = Reader { source, from };
        let mut tree =
            Self { value: reader.table(table.get_ref()), place: reader.place(span) };
        tree.cut(sound);
        tree
    }

    /// Takes away the keys after a line that should have begun a table: whose they are nobody
    /// knows.
    fn cut(&mut self, end: usize) {
        if let Value::Table(entries) = &mut self.value {
            entries.retain(|(key, _)| key.place.range.start < end);
            entries.iter_mut().for_each(|(_, node)| node.cut(end));
        }
    }

    /// The entries, if it is a table.
    pub fn entries(&self) -> &[(Key, Self)] {
        match &self.value {
            Value::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key, if it is a table that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(k, _)| k.name == key).map(|(_, node)| node)
    }

    /// Lays `over` on this: tables are joined key by key, anything else is replaced.
    pub fn merge(&mut self, over: Self) {
        match (&mut self.value, over.value) {
            (Value::Table(own), Value::Table(new)) => {
                for (key, node) in new {
                    match own.iter_mut().find(|(k, _)| k.name == key.name) {
                        Some((_, old)) => old.merge(node),
                        None => own.push((key, node)),
                    }
                }
            }
            (value, new) => {
                *value = new;
                self.place = over.place;
            }
        }
    }

    /// Takes a key out of a table.
    pub fn take(&mut self, key: &str) -> Option<Self> {
        let Value::Table(entries) = &mut self.value else { return None };
        let index = entries.iter().position(|(k, _)| k.name == key)?;
        Some(entries.remove(index).1)
    }
}

/// What to write instead, for the mistakes that people make most.
fn advice(message: &str) -> Option<&'static str> {
    let known = [
        ("must be quoted", "words stand in quotation marks: `name = \"Tuesday Group\"`"),
        ("invalid basic string", "a quotation mark is missing at the end of these words"),
        ("unclosed array table", "write two brackets on both sides: `[[piece]]`"),
        ("unclosed table", "write a bracket on both sides: `[group]`"),
        (
            "key with no value",
            "write `=` and a value after it: `name = \"Tuesday Group\"`",
        ),
        ("duplicate key", "each key is written once; take one of the two out"),
        ("unclosed array", "a list ends with `]`"),
    ];
    known.iter().find(|(part, _)| message.contains(part)).map(|(_, help)| *help)
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    from: usize,
}

impl Reader<'_> {
    fn place(&self, span: Range<usize>) -> Place {
        let range = self.from + span.start..self.from + span.end;
        Place { source: Arc::clone(self.source), range }
    }

    fn table(&self, table: &DeTable<'_>) -> Value {
        let entry = |(key, node): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
            let name: &toml::de::DeString<'_> = key.get_ref();
            let key = Key { name: name.to_string(), place: self.place(key.span()) };
            (key, self.node(node))
        };
        Value::Table(table.iter().map(entry).collect())
    }

    fn node(&self, node: &toml::Spanned<DeValue<'_>>) -> Node {
        let value = match node.get_ref() {
            DeValue::String(s) => Value::String(s.to_string()),
            DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix())
                .map_or(Value::Date, Value::Integer),
            DeValue::Float(n) => n.as_str().parse().map_or(Value::Date, Value::Float),
            DeValue::Boolean(b) => Value::Bool(*b),
            DeValue::Datetime(_) => Value::Date,
            DeValue::Array(list) => {
                Value::Array(list.iter().map(|n| self.node(n)).collect())
            }
            DeValue::Table(table) => self.table(table),
        };
        Node { value, place: self.place(node.span()) }
    }
}
