//! What can go wrong between here and the printer.

/// Why a printer did not answer as it should.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// Nobody is there.
    #[error("there is no printer at {address}: {why}")]
    Nobody {
        /// The address as it was typed.
        address: String,
        /// The reason.
        why: String,
    },
    /// It said nothing for too long.
    #[error("the printer at {address} does not answer: {seconds} s have passed")]
    Silent {
        /// The address as it was typed.
        address: String,
        /// How long was waited.
        seconds: u64,
    },
    /// The line broke.
    #[error("the line to the printer at {address} broke: {why}")]
    Broken {
        /// The address as it was typed.
        address: String,
        /// The reason.
        why: String,
    },
    /// What answers is no printer.
    #[error("what answers at {address} does not speak as a printer does: {why}")]
    Strange {
        /// The address as it was typed.
        address: String,
        /// What it said.
        why: String,
    },
    /// It does not want to.
    #[error("the printer refuses: {why}")]
    Refused {
        /// Its words.
        why: String,
    },
}

impl SendError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Nobody { .. } => {
                "is it switched on, and in the same network? `ippfind` and `lpstat -e` show printers"
            }
            Self::Silent { .. } => {
                "look at its panel: it may be asleep or busy; --timeout waits longer"
            }
            Self::Broken { .. } => "look at its cable or network, and at its panel",
            Self::Strange { .. } => {
                "most printers are at ipp://HOST/ipp/print; `lpstat -v` shows those of this computer"
            }
            Self::Refused { .. } => {
                "look at its panel and its settings; the lines of --dry-run print through CUPS"
            }
        }
    }

    /// Whether it is sure that nothing of the request came through.
    pub fn is_unsent(&self) -> bool {
        matches!(self, Self::Nobody { .. } | Self::Refused { .. })
    }
}

/// What a printer means by the reason of a state (PWG 5100.9, RFC 8011 section 5.4.12).
pub fn words(reason: &str) -> String {
    let plain = ["-error", "-warning", "-report"]
        .iter()
        .find_map(|ending| reason.strip_suffix(ending))
        .unwrap_or(reason);
    let known = match plain {
        "media-empty" | "media-needed" => "it is out of paper",
        "media-low" => "paper is low",
        "media-jam" => "paper is jammed",
        "input-tray-missing" => "a paper tray is missing",
        "output-area-full" => "the output tray is full",
        "cover-open" | "door-open" | "interlock-open" => "a cover is open",
        "toner-empty" | "marker-supply-empty" => "it is out of ink or toner",
        "toner-low" | "marker-supply-low" => "ink or toner is low",
        "paused" | "moving-to-paused" => "it was paused",
        "shutdown" => "it is shutting down",
        "offline" => "it is offline",
        "spool-area-full" => "its memory is full",
        "document-format-error" => "it could not read the file",
        _ => return plain.replace('-', " "),
    };
    known.to_owned()
}
