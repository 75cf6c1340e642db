//! Requests to a printer and its answers.

use std::io::{Cursor, Read};
use std::time::Duration;

use ipp::parser::{IppParseError, IppParser};
use ipp::prelude::{
    DelimiterTag, IppAttributeGroup, IppAttributes, IppRequestResponse, IppValue,
    StatusCode,
};
use ipp::reader::IppReader;
use ureq::{Agent, SendBody};

use super::{Address, SendError};

/// The longest answer that is read: that of a large printer is a few hundred thousand bytes.
const ANSWER: u64 = 8_000_000;
/// A printer that takes a file may be busy with it for longer than it may think about a question.
const TAKING: u32 = 4;

/// The line to a printer.
pub struct Line {
    /// Where it leads.
    pub address: Address,
    timeout: Duration,
}

/// What a printer answered.
pub struct Answer {
    /// Whether it took everything as it was asked.
    pub status: StatusCode,
    /// What it says.
    pub attributes: IppAttributes,
}

impl Line {
    /// A line to that address; a printer that says nothing for so long is given up.
    pub fn new(address: Address, timeout: Duration) -> Self {
        Self { address, timeout }
    }

    /// Sends a request and waits for the answer.
    pub(super) fn ask(&self, request: IppRequestResponse) -> Result<Answer, SendError> {
        self.exchange(request, self.timeout)
    }

    /// Sends a request with a file in it.
    pub(super) fn hand_over(
        &self,
        request: IppRequestResponse,
    ) -> Result<Answer, SendError> {
        self.exchange(request, self.timeout * TAKING)
    }

    fn exchange(
        &self,
        request: IppRequestResponse,
        patience: Duration,
    ) -> Result<Answer, SendError> {
        // No proxy: a printer is near.
        let config = Agent::config_builder()
            .proxy(None)
            .max_redirects(0)
            .http_status_as_error(true)
            .user_agent(concat!("handbill/", env!("CARGO_PKG_VERSION")))
            .timeout_resolve(Some(self.timeout))
            .timeout_connect(Some(self.timeout))
            .timeout_per_write(Some(self.timeout))
            .timeout_recv_response(Some(patience))
            .timeout_recv_body(Some(patience))
            .build();
        let agent: Agent = config.into();
        let post =
            agent.post(&self.address.http).header("content-type", "application/ipp");
        let answer = post
            .send(SendBody::from_reader(&mut request.into_read()))
            .map_err(|error| self.failed(error, patience))?;
        let mut bytes = Vec::new();
        let body = answer.into_body().into_with_config().limit(ANSWER).reader();
        let mut body = body;
        body.read_to_end(&mut bytes).map_err(|error| self.io(&error, patience))?;
        self.read(bytes)
    }

    /// Reads an answer; one that says no is an error.
    fn read(&self, bytes: Vec<u8>) -> Result<Answer, SendError> {
        let parser = IppParser::new(IppReader::new(Cursor::new(bytes)));
        let (header, attributes, _) =
            parser.parse_parts().map_err(|error| self.strange(&garbled(&error)))?;
        let status = header.status_code();
        if status.is_success() {
            return Ok(Answer { status, attributes });
        }
        let said = attributes.first_of(DelimiterTag::OperationAttributes);
        let said = said.and_then(|group| text(group, "status-message"));
        let mut why = match said {
            Some(said) if !said.is_empty() => format!("\"{said}\" ({status})"),
            _ => status.to_string(),
        };
        let unsupported = attributes.first_of(DelimiterTag::UnsupportedAttributes);
        let names = unsupported.map(names).unwrap_or_default();
        if !names.is_empty() {
            why = format!("{why}: {}", names.join(", "));
        }
        Err(SendError::Refused { why })
    }

    fn failed(&self, error: ureq::Error, patience: Duration) -> SendError {
        use ureq::Timeout::{Connect, Resolve};
        let address = self.address.typed.clone();
        match error {
            ureq::Error::Timeout(Connect | Resolve) => SendError::Nobody {
                address,
                why: format!("nobody answered for {} s", self.timeout.as_secs()),
            },
            ureq::Error::Timeout(_) => self.silent(patience),
            ureq::Error::HostNotFound => {
                SendError::Nobody { address, why: "no computer has that name".into() }
            }
            ureq::Error::ConnectionFailed => {
                SendError::Nobody { address, why: "the connection failed".into() }
            }
            ureq::Error::StatusCode(401 | 403) => {
                SendError::Refused { why: "it wants a password".into() }
            }
            ureq::Error::StatusCode(426) => {
                SendError::Refused { why: "it wants encryption".into() }
            }
            ureq::Error::StatusCode(404) => self.strange("there is nothing at that path"),
            ureq::Error::StatusCode(code) => self.strange(&format!("HTTP status {code}")),
            ureq::Error::Io(error) => self.io(&error, patience),
            other => self.strange(&other.to_string()),
        }
    }

    fn io(&self, error: &std::io::Error, patience: Duration) -> SendError {
        use std::io::ErrorKind;
        let address = self.address.typed.clone();
        if let Some(inner) = error.get_ref().and_then(|e| e.downcast_ref::<ureq::Error>())
            && matches!(inner, ureq::Error::Timeout(_))
        {
            return self.silent(patience);
        }
        match error.kind() {
            ErrorKind::ConnectionRefused => {
                SendError::Nobody { address, why: "nobody listens there".into() }
            }
            ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
                SendError::Nobody { address, why: "no way leads there".into() }
            }
            ErrorKind::TimedOut | ErrorKind::WouldBlock => self.silent(patience),
            ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe
            | ErrorKind::UnexpectedEof => SendError::Broken {
                address,
                why: "it was closed at the other end".into(),
            },
            _ => SendError::Broken { address, why: error.to_string() },
        }
    }

    fn silent(&self, patience: Duration) -> SendError {
        let address = self.address.typed.clone();
        SendError::Silent { address, seconds: patience.as_secs() }
    }

    /// What to say of an answer that a printer would not give.
    pub(super) fn strange(&self, why: &str) -> SendError {
        let address = self.address.typed.clone();
        SendError::Strange { address, why: why.to_owned() }
    }
}

fn garbled(error: &IppParseError) -> String {
    match error {
        IppParseError::IoError(_) => "its answer ends too early".to_owned(),
        _ => "its answer is garbled".to_owned(),
    }
}

/// The names of the attributes of a group.
pub(super) fn names(group: &IppAttributeGroup) -> Vec<String> {
    group.attributes().iter().map(|own| own.name().to_string()).collect()
}

/// The values of an attribute, one by one.
pub(super) fn values<'a>(group: &'a IppAttributeGroup, name: &str) -> Vec<&'a IppValue> {
    match group.get(name).map(ipp::attribute::IppAttribute::value) {
        Some(IppValue::Array(list)) => list.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    }
}

/// What a value spells, if it is a word or a sentence.
pub(super) fn spelled(value: &IppValue) -> Option<&str> {
    Some(match value {
        IppValue::Keyword(word) => word.as_str(),
        IppValue::NameWithoutLanguage(name) => name.as_str(),
        IppValue::MimeMediaType(kind) => kind.as_str(),
        IppValue::TextWithoutLanguage(text) | IppValue::TextWithLanguage { text, .. } => {
            text.as_ref()
        }
        IppValue::NameWithLanguage { name, .. } => name.as_str(),
        _ => return None,
    })
}

/// The words of an attribute.
pub(super) fn list(group: &IppAttributeGroup, name: &str) -> Vec<String> {
    let words = values(group, name).into_iter().filter_map(spelled);
    words.map(str::to_owned).collect()
}

/// The sentence of an attribute, on one line.
pub(super) fn text(group: &IppAttributeGroup, name: &str) -> Option<String> {
    let text = list(group, name).into_iter().next()?;
    Some(text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect())
}

/// The number of an attribute.
pub(super) fn number(group: &IppAttributeGroup, name: &str) -> Option<i32> {
    match values(group, name).first()? {
        IppValue::Integer(n) | IppValue::Enum(n) => Some(*n),
        _ => None,
    }
}
