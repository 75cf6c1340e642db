//! An ICC profile of sRGB, version 4, made of its published numbers.

/// The profile: three primaries, adapted to D50, and the curve of IEC 61966-2-1 as the
/// function it is, so that the whole profile takes fewer bytes than a table would.
///
/// Layout: ICC.1:2004-10, 7.2 (header), 8.3.3 (matrix profiles), 10 (types).
pub(super) fn srgb() -> Vec<u8> {
    // The last two curves are the first and share its bytes.
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", words("sRGB")),
        (b"cprt", words("No copyright")),
        (b"wtpt", numbers(b"XYZ ", &WHITE)),
        (b"chad", numbers(b"sf32", &ADAPTATION)),
        (b"rXYZ", numbers(b"XYZ ", &[0.436_07, 0.222_49, 0.013_92])),
        (b"gXYZ", numbers(b"XYZ ", &[0.385_15, 0.716_87, 0.097_08])),
        (b"bXYZ", numbers(b"XYZ ", &[0.143_07, 0.060_61, 0.714_10])),
        (b"rTRC", curve()),
        (b"gTRC", Vec::new()),
        (b"bTRC", Vec::new()),
    ];
    let mut table = Vec::new();
    let mut data: Vec<u8> = Vec::new();
    let begin = 128 + 4 + 12 * tags.len();
    let mut last = (0, 0);
    for (tag, bytes) in &tags {
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

/// The white of the profile connection space, D50.
const WHITE: [f64; 3] = [0.9642, 1.0, 0.8249];

/// From D65 to D50 by the Bradford transform (ICC.1:2004-10, annex E).
const ADAPTATION: [f64; 9] = [
    1.047_89, 0.022_90, -0.050_20, 0.029_60, 0.990_48, -0.017_07, -0.009_24, 0.015_06,
    0.751_68,
];

fn header(size: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(size);
    out.extend_from_slice(&word(size));
    out.extend_from_slice(b"\0\0\0\0\x04\x20\0\0mntrRGB XYZ ");
    // The date of the profile: that of ICC.1:2004-10.
    for part in [2004u16, 10, 1, 0, 0, 0] {
        out.extend_from_slice(&part.to_be_bytes());
    }
    out.extend_from_slice(b"acsp");
    out.resize(68, 0);
    out.extend_from_slice(&numbers(b"XYZ ", &WHITE)[8..]);
    out.resize(128, 0);
    out
}

/// A `multiLocalizedUnicodeType` of one text in English.
fn words(text: &str) -> Vec<u8> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut out = b"mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS".to_vec();
    out.extend_from_slice(&word(utf16.len()));
    out.extend_from_slice(&word(28));
    out.extend_from_slice(&utf16);
    out
}

/// `s15Fixed16` numbers of a type.
#[allow(clippy::cast_possible_truncation)]
fn numbers(kind: &[u8; 4], values: &[f64]) -> Vec<u8> {
    let mut out = [kind.as_slice(), &[0; 4]].concat();
    for value in values {
        out.extend_from_slice(&((value * 65536.0).round() as i32).to_be_bytes());
    }
    out
}

/// A `parametricCurveType` of function 3: (a x + b)^g from d up, c x below (IEC 61966-2-1).
fn curve() -> Vec<u8> {
    let function = [2.4, 1.0 / 1.055, 0.055 / 1.055, 1.0 / 12.92, 0.04045];
    let mut out = b"para\0\0\0\0\0\x03\0\0".to_vec();
    out.extend_from_slice(&numbers(b"para", &function)[8..]);
    out
}

fn word(n: usize) -> [u8; 4] {
    u32::try_from(n).expect("a profile is under a kilobyte").to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_tells_its_own_length_and_is_small() {
        let profile = srgb();
        assert_eq!(profile[..4], word(profile.len()));
        assert!(profile.len() < 700, "{}", profile.len());
    }
}
