//! Streams made plain (ISO 32000-1, 7.4.4), never past a limit.

use flate2::{Decompress, FlushDecompress, Status};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};

use super::object::Dict;

/// Why a stream can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bad {
    /// It says it is longer than anything of its kind would be.
    TooLong,
    /// Its filter is none that this program writes or a re-save puts in its place.
    Filter(String),
    /// Its bytes are broken.
    Broken,
}

/// What a stream holds, at most `limit` bytes of it.
pub(super) fn plain(dict: &Dict, raw: &[u8], limit: usize) -> Result<Vec<u8>, Bad> {
    let filters: Vec<&str> = match dict.get("Filter") {
        super::object::Object::Array(list) => {
            list.iter().filter_map(|f| f.name()).collect()
        }
        other => other.name().into_iter().collect(),
    };
    let mut out = match filters.as_slice() {
        [] if raw.len() > limit => return Err(Bad::TooLong),
        [] => return Ok(raw.to_vec()),
        ["FlateDecode" | "Fl"] => inflate(raw, limit)?,
        others => return Err(Bad::Filter(others.join(", "))),
    };
    let parms = match dict.get("DecodeParms") {
        super::object::Object::Array(list) => list.first().and_then(|p| p.dict()),
        other => other.dict(),
    };
    if let Some(parms) = parms {
        out = unpredicted(parms, out)?;
    }
    Ok(out)
}

/// Inflates at most `limit` bytes.
fn inflate(raw: &[u8], limit: usize) -> Result<Vec<u8>, Bad> {
    decompress_to_vec_zlib_with_limit(raw, limit).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => Bad::TooLong,
        _ => Bad::Broken,
    })
}

/// Hands what a deflated stream holds to `take`, piece by piece; at most `limit` bytes.
pub(super) fn inflate_to(
    raw: &[u8],
    limit: usize,
    mut take: impl FnMut(&[u8]),
) -> Result<usize, Bad> {
    let mut inflater = Decompress::new(true);
    let mut piece = Vec::with_capacity(1 << 16);
    let (mut done, mut total) = (0, 0);
    loop {
        piece.clear();
        let rest = raw.get(done..).unwrap_or_default();
        let status = inflater
            .decompress_vec(rest, &mut piece, FlushDecompress::None)
            .map_err(|_| Bad::Broken)?;
        total += piece.len();
        if total > limit {
            return Err(Bad::TooLong);
        }
        take(&piece);
        let read = usize::try_from(inflater.total_in()).map_err(|_| Bad::TooLong)?;
        match status {
            Status::StreamEnd => return Ok(total),
            _ if read == done && piece.is_empty() => return Err(Bad::Broken),
            _ => done = read,
        }
    }
}

/// Undoes the predictors of PNG, which tables of places are written with.
fn unpredicted(parms: &Dict, bytes: Vec<u8>) -> Result<Vec<u8>, Bad> {
    let number = |key, usual| parms.get(key).count().unwrap_or(usual);
    if number("Predictor", 1) < 10 {
        return if number("Predictor", 1) == 1 { Ok(bytes) } else { Err(Bad::Broken) };
    }
    let bits = number("Colors", 1)
        .checked_mul(number("BitsPerComponent", 8))
        .and_then(|n| n.checked_mul(number("Columns", 1)))
        .ok_or(Bad::Broken)?;
    let row = bits.div_ceil(8);
    let wide = (number("Colors", 1) * number("BitsPerComponent", 8)).div_ceil(8).max(1);
    if row == 0 || row > bytes.len() {
        return if bytes.is_empty() { Ok(bytes) } else { Err(Bad::Broken) };
    }
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0_u8; row];
    for line in bytes.chunks(row + 1) {
        let (kind, line) = line.split_first().ok_or(Bad::Broken)?;
        let start = out.len();
        for (at, byte) in line.iter().enumerate() {
            let left = if at >= wide { out[start + at - wide] } else { 0 };
            let corner = if at >= wide { above[at - wide] } else { 0 };
            let up = above[at];
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => up,
                3 => u8::midpoint(left, up),
                4 => paeth(left, up, corner),
                _ => return Err(Bad::Broken),
            };
            out.push(byte.wrapping_add(guess));
        }
        above[..out.len() - start].copy_from_slice(&out[start..]);
    }
    Ok(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, up, corner].map(i16::from);
    let guess = a + b - c;
    let (far_a, far_b, far_c) = (guess.abs_diff(a), guess.abs_diff(b), guess.abs_diff(c));
    if far_a <= far_b && far_a <= far_c {
        left
    } else if far_b <= far_c {
        up
    } else {
        corner
    }
}
