//! A sheet as a job: handed over, and what becomes of it.

use std::collections::BTreeMap;
use std::io::Cursor;

use ipp::attribute::IppAttribute;
use ipp::parser::IppParseError;
use ipp::prelude::{
    DelimiterTag, IppOperationBuilder, IppPayload, IppRequestResponse, IppValue,
    StatusCode,
};

use super::able::told;
use super::wire::{list, names, number, text};
use super::{Line, SendError};
use crate::model::PlannedPrint;
use crate::unit::MM;

/// States of a job (RFC 8011, section 5.3.7).
const PENDING: i32 = 3;
const HELD: i32 = 4;
const CANCELED: i32 = 7;
const ABORTED: i32 = 8;
const COMPLETED: i32 = 9;

/// What tells how far a job is.
const FAR: [&str; 3] =
    ["job-impressions-completed", "job-media-sheets-completed", "job-k-octets-processed"];

/// What is said to the printer with a file.
pub struct Ticket<'a> {
    /// The job's name.
    pub name: &'a str,
    /// Who prints.
    pub user: &'a str,
    /// Paper, sides, copies, scaling.
    pub print: &'a PlannedPrint,
    /// The tray.
    pub tray: Option<&'a str>,
}

/// A job that the printer took.
pub struct Taken {
    /// Its number.
    pub id: i32,
    /// What the printer does not do as it was asked, by name.
    pub ignored: Vec<String>,
}

/// Where a job is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobState {
    /// On its way.
    Going {
        /// The printer's reasons, if it waits for any.
        reasons: Vec<String>,
        /// How far it is: another list of numbers, once it is further.
        far: [i32; 4],
    },
    /// Printed.
    Done,
    /// Given up, for these reasons.
    Ended(Vec<String>),
}

impl Line {
    /// Hands a file over.
    ///
    /// # Errors
    /// It does not get there, or the printer does not take it.
    pub fn print(&self, ticket: &Ticket<'_>, pdf: Vec<u8>) -> Result<Taken, SendError> {
        let request = self.request(ticket, pdf);
        let request = request.map_err(|error| self.strange(&error.to_string()))?;
        let answer = self.hand_over(request)?;
        let job = answer.attributes.first_of(DelimiterTag::JobAttributes);
        let id = job.and_then(|job| number(job, "job-id"));
        let id = id.ok_or_else(|| self.strange("it gives the job no number"))?;
        let unsupported = answer.attributes.first_of(DelimiterTag::UnsupportedAttributes);
        let ignored = match (answer.status, unsupported) {
            (StatusCode::SuccessfulOk, _) | (_, None) => Vec::new(),
            (_, Some(group)) => names(group),
        };
        Ok(Taken { id, ignored })
    }

    fn request(
        &self,
        ticket: &Ticket<'_>,
        pdf: Vec<u8>,
    ) -> Result<IppRequestResponse, IppParseError> {
        let payload = IppPayload::new(Cursor::new(pdf));
        let builder = IppOperationBuilder::print_job(self.address.uri.clone(), payload)
            .user_name(ticket.user)
            .job_title(ticket.name)
            .document_format("application/pdf")
            .attributes(attributes(ticket)?);
        Ok(builder.build()?.into())
    }

    /// Asks where a job is.
    ///
    /// # Errors
    /// There is no answer, or none that can be understood.
    pub fn job(&self, id: i32) -> Result<JobState, SendError> {
        let uri = self.address.uri.clone();
        let request = IppOperationBuilder::get_job_attributes(uri, id).build();
        let request = request.map_err(|error| self.strange(&error.to_string()))?;
        let answer = self.ask(request.into())?;
        let job = answer.attributes.first_of(DelimiterTag::JobAttributes);
        let job = job.ok_or_else(|| self.strange("it says nothing of the job"))?;
        let mut reasons = list(job, "job-state-reasons");
        reasons.retain(|reason| reason != "none" && !reason.starts_with("job-"));
        if let Some(said) = text(job, "job-printer-state-message")
            && !said.is_empty()
            && reasons.is_empty()
        {
            reasons.push(said);
        }
        match number(job, "job-state") {
            Some(COMPLETED) => Ok(JobState::Done),
            Some(CANCELED | ABORTED) => Ok(JobState::Ended(reasons)),
            Some(state) => {
                let waits = match state {
                    PENDING => Some("it waits its turn"),
                    HELD => Some("it is held back"),
                    _ => None,
                };
                reasons.extend(waits.filter(|_| reasons.is_empty()).map(str::to_owned));
                let count = |name: &str| number(job, name).unwrap_or(0);
                let [pages, sheets, bytes] = FAR.map(count);
                Ok(JobState::Going { reasons, far: [state, pages, sheets, bytes] })
            }
            None => Err(self.strange("it does not say where the job is")),
        }
    }
}

/// What the job is to be, in IPP's words.
fn attributes(ticket: &Ticket<'_>) -> Result<Vec<IppAttribute>, IppParseError> {
    let print = ticket.print;
    let keyword = |word: &str| IppValue::new_keyword(word);
    let media = match ticket.tray {
        None => IppAttribute::with_name("media", keyword(&print.media)?)?,
        Some(tray) => IppAttribute::with_name("media-col", collection(print, tray)?)?,
    };
    let copies = i32::try_from(print.copies).unwrap_or(i32::MAX);
    Ok(vec![
        IppAttribute::with_name("copies", IppValue::Integer(copies))?,
        IppAttribute::with_name("sides", keyword(&print.sides)?)?,
        media,
        IppAttribute::with_name("print-scaling", keyword(&print.scaling)?)?,
    ])
}

/// The paper and the tray it comes from: `media` can't say both.
fn collection(print: &PlannedPrint, tray: &str) -> Result<IppValue, IppParseError> {
    let size = told(&print.media).unwrap_or_default();
    let hundredths =
        |points: f64| IppValue::Integer((points / MM * 100.0).round() as i32);
    let size = BTreeMap::from([
        ("x-dimension".try_into()?, hundredths(size.w)),
        ("y-dimension".try_into()?, hundredths(size.h)),
    ]);
    Ok(IppValue::Collection(BTreeMap::from([
        ("media-size".try_into()?, IppValue::Collection(size)),
        ("media-source".try_into()?, IppValue::new_keyword(tray)?),
    ])))
}
