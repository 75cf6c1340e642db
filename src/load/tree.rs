//! TOML as a tree in which every key and value knows its place, and trees laid over each
//! other: how a layout extends another.

use std::ops::Range;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use crate::diag::{Diagnostic, Place, Report, Source};

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
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let message = format!("this is not TOML: {}", error.message());
            let span = from + span.start..from + span.end;
            report.push(Diagnostic::error("toml", message).at(source, span));
        }
        let span = table.span();
        let reader = Reader { source, from };
        Self { value: reader.table(table.get_ref()), place: reader.place(span) }
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
