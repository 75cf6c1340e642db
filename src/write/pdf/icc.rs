//! An ICC profile of sRGB, version 2, made of its published numbers.

/// The profile: three primaries, adapted to D50, and the curve of IEC 61966-2-1.
///
/// Layout: ICC.1:2001-04, 6.1 (header), 6.3.2 (matrix profiles), 6.5 (types).
pub(super) fn srgb() -> Vec<u8> {
    let curve = curve();
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", description("sRGB")),
        (b"cprt", [b"text\0\0\0\0".as_slice(), b"No copyright\0"].concat()),
        (b"wtpt", xyz([0.9642, 1.0, 0.8249])),
        (b"rXYZ", xyz([0.436_07, 0.222_49, 0.013_92])),
        (b"gXYZ", xyz([0.385_15, 0.716_87, 0.097_08])),
        (b"bXYZ", xyz([0.143_07, 0.060_61, 0.714_10])),
        (b"rTRC", curve),
        (b"gTRC", Vec::new()),
        (b"bTRC", Vec::new()),
    ];
    let mut table = Vec::new();
    let mut data: Vec<u8> = Vec::new();
    let begin = 128 + 4 + 12 * tags.len();
    let mut last = (0, 0);
    for (tag, bytes) in &tags {
        // The three curves are one and share their bytes.
        if !bytes.is_empty() {
            last = (begin + data.len(), bytes.len());
            data.extend_from_slice(bytes);
            data.resize(data.len().next_multiple_of(4), 0);
        }
        table.extend_from_slice(*tag);
        table.extend_from_slice(&word(last.0));
        table.extend_from_slice(&word(last.1));
    }
    let mut out = header(begin + data.len());
    out.extend_from_slice(&word(tags.len()));
    out.extend_from_slice(&table);
    out.extend_from_slice(&data);
    out
}

fn header(size: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(size);
    out.extend_from_slice(&word(size));
    out.extend_from_slice(b"\0\0\0\0\x02\x10\0\0mntrRGB XYZ ");
    // The date of the profile: the day of ICC.1:2001-04.
    for part in [2001u16, 4, 1, 0, 0, 0] {
        out.extend_from_slice(&part.to_be_bytes());
    }
    out.extend_from_slice(b"acsp");
    out.resize(68, 0);
    out.extend_from_slice(&xyz([0.9642, 1.0, 0.8249])[8..]);
    out.resize(128, 0);
    out
}

/// A `textDescriptionType`: ASCII, and empty Unicode and Macintosh forms.
fn description(text: &str) -> Vec<u8> {
    let mut out = b"desc\0\0\0\0".to_vec();
    out.extend_from_slice(&word(text.len() + 1));
    out.extend_from_slice(text.as_bytes());
    out.resize(out.len() + 1 + 8 + 3 + 67, 0);
    out
}

/// An `XYZType` of one colour, in `s15Fixed16` numbers.
#[allow(clippy::cast_possible_truncation)]
fn xyz(values: [f64; 3]) -> Vec<u8> {
    let fixed = values.map(|v| ((v * 65536.0).round() as i32).to_be_bytes());
    [b"XYZ \0\0\0\0".as_slice(), fixed.as_flattened()].concat()
}

/// A `curveType` of 256 steps, IEC 61966-2-1.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn curve() -> Vec<u8> {
    let mut out = b"curv\0\0\0\0\0\0\x01\0".to_vec();
    for step in 0..256 {
        let v = f64::from(step) / 255.0;
        let linear = if v <= 0.04045 { v / 12.92 } else { power((v + 0.055) / 1.055) };
        out.extend_from_slice(&((linear * 65535.0).round() as u16).to_be_bytes());
    }
    out
}

/// `v` to the power of 2.4, for `v` from 0 to 1: `v` squared times the fifth root of that,
/// by Newton's steps. Only what IEEE 754 rounds exactly, so that all machines agree.
fn power(v: f64) -> f64 {
    let square = v * v;
    let mut root = 1.0;
    for _ in 0..60 {
        let fourth = root * root * root * root;
        root -= (root * fourth - square) / (5.0 * fourth);
    }
    square * root
}

fn word(n: usize) -> [u8; 4] {
    u32::try_from(n).expect("a profile is a few kilobytes").to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_is_that_of_the_standard() {
        for (v, want) in [(1.0, 1.0), (0.5, 0.189_464_570_814), (0.1, 0.003_981_071_706)]
        {
            assert!((power(v) - want).abs() < 1e-9, "{v}: {}", power(v));
        }
        assert_eq!(
            srgb().len(),
            u32::from_be_bytes(srgb()[..4].try_into().unwrap()) as usize
        );
    }
}
