//! Where a printer is.

use ipp::prelude::Uri;

/// An example for those whose address is none.
const EXAMPLE: &str = "an address looks like ipp://192.168.1.20/ipp/print, and a printer that is \
                       set up on this computer is ipp://localhost/printers/NAME (`lpstat -e` \
                       shows the names)";

/// The address of a printer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// As it was typed.
    pub typed: String,
    /// Where requests go.
    pub(super) http: String,
    /// What the printer is called in them.
    pub(super) uri: Uri,
}

impl Address {
    /// Reads an address: `ipp://` or `http://`, a host, and what comes after it.
    ///
    /// # Errors
    /// What is wrong with it, and what one looks like.
    pub fn parse(typed: &str) -> Result<Self, String> {
        let wrong = |what: &str| format!("{what}; {EXAMPLE}");
        let Some((scheme, rest)) = typed.split_once("://") else {
            return Err(wrong("this is no address of a printer"));
        };
        let rest = if rest.contains('/') { rest.to_owned() } else { format!("{rest}/") };
        let port = match scheme {
            "ipp" => 631,
            "http" => 80,
            "ipps" | "https" => return Err(encrypted(scheme, &rest)),
            _ => return Err(wrong(&format!("printers don't speak `{scheme}://` here"))),
        };
        let uri: Uri = format!("ipp://{rest}")
            .parse()
            .map_err(|_| wrong("this is no address of a printer"))?;
        let host = uri.host().unwrap_or_default();
        if host.is_empty() || uri.authority().is_some_and(|a| a.as_str().contains('@')) {
            return Err(wrong("a printer's address is a host and a path"));
        }
        let port = uri.port_u16().unwrap_or(port);
        let path = uri.path();
        let http = format!("http://{host}:{port}{path}");
        let uri = format!("ipp://{host}:{port}{path}");
        let uri = uri.parse().map_err(|_| wrong("this is no address of a printer"))?;
        Ok(Self { typed: typed.to_owned(), http, uri })
    }

    /// The name of the print queue of this computer, if it is one.
    pub fn queue(&self) -> Option<&str> {
        let local = ["localhost", "127.0.0.1", "[::1]"];
        let is_local = self.uri.host().is_some_and(|host| local.contains(&host));
        self.uri.path().strip_prefix("/printers/").filter(|_| is_local)
    }
}

/// What to say to an address that wants encryption.
fn encrypted(scheme: &str, rest: &str) -> String {
    let plain = if scheme == "ipps" { "ipp" } else { "http" };
    format!(
        "`{scheme}://` is encrypted, and handbill does not speak that: write {plain}://{rest}; if \
         the printer takes nothing else, set it up on this computer and print to \
         ipp://localhost/printers/NAME"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_with_their_usual_ports() {
        for (typed, http) in [
            ("ipp://printer.local/ipp/print", "http://printer.local:631/ipp/print"),
            ("ipp://10.0.0.7:8631", "http://10.0.0.7:8631/"),
            ("http://printer/ipp", "http://printer:80/ipp"),
            ("ipp://[::1]/ipp/print", "http://[::1]:631/ipp/print"),
        ] {
            assert_eq!(Address::parse(typed).unwrap().http, http);
        }
        let queue = Address::parse("ipp://localhost/printers/Office").unwrap();
        assert_eq!(queue.queue(), Some("Office"));
    }

    #[test]
    fn what_is_no_address_is_told_with_one() {
        for typed in ["", "office", "lpd://x/y", "ipp://", "ipp://a b/", "ipp://me:pw@x/"]
        {
            let said = Address::parse(typed).unwrap_err();
            assert!(said.contains("ipp://192.168.1.20/ipp/print"), "{typed}: {said}");
        }
        let said = Address::parse("ipps://x/ipp/print").unwrap_err();
        assert!(said.contains("write ipp://x/ipp/print"), "{said}");
    }
}
