//! x
use super::Report;
/// x
pub fn render(_r: &Report, _c: bool) -> String {
    String::new()
}
