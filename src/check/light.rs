//! Light and dark: relative luminance, contrast, and what a grey printer makes of a colour.

use crate::page::Color;

/// The contrast of two colours, from 1 to 21 (WCAG 2.2, "contrast ratio").
pub fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The same when both are printed in grey.
pub fn grey_contrast(a: Color, b: Color) -> f64 {
    contrast(grey(a), grey(b))
}

/// How dark a colour is in print: the share of the paper that is inked, from 0 to 1.
pub fn darkness(color: Color) -> f64 {
    1.0 - luma(color) / 255.0
}

/// The grey of a colour, as a printer without colours makes it (ISO 32000-1, 10.3.2).
fn grey(color: Color) -> Color {
    let level = luma(color).round() as u8;
    Color { r: level, g: level, b: level }
}

fn luma(color: Color) -> f64 {
    0.3 * f64::from(color.r) + 0.59 * f64::from(color.g) + 0.11 * f64::from(color.b)
}

/// Relative luminance, from 0 to 1 (WCAG 2.2, "relative luminance").
fn luminance(color: Color) -> f64 {
    let of = |level: u8| LINEAR[usize::from(level)];
    0.2126 * of(color.r) + 0.7152 * of(color.g) + 0.0722 * of(color.b)
}

/// The light of each sRGB level, worked out when the program is compiled.
static LINEAR: [f64; 256] = levels();

const fn levels() -> [f64; 256] {
    let mut levels = [0.0; 256];
    let mut level = 0_usize;
    while level < 256 {
        levels[level] = linear(level as f64 / 255.0);
        level += 1;
    }
    levels
}

/// The light of a share of an sRGB channel, from 0 to 1.
const fn linear(share: f64) -> f64 {
    if share <= 0.04045 {
        return share / 12.92;
    }
    // x^2.4 = x^2 · (x^2)^(1/5): the fifth root by Newton's method, so that every machine
    // finds the same.
    let base = (share + 0.055) / 1.055;
    let square = base * base;
    let mut root = 1.0_f64;
    let mut step = 0;
    while step < 60 {
        let fourth = root * root * root * root;
        root = (4.0 * root + square / fourth) / 5.0;
        step += 1;
    }
    square * root
}

#[cfg(test)]
mod tests {
    use super::*;

    fn color(hex: u32) -> Color {
        let [_, r, g, b] = hex.to_be_bytes();
        Color { r, g, b }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        for (a, b, ratio) in [
            (0x00_0000, 0xff_ffff, 21.0),
            (0x76_7676, 0xff_ffff, 4.54),
            (0x77_7777, 0xff_ffff, 4.48),
            (0x0b_4f5c, 0xff_ffff, 9.2),
            (0x8c_2f21, 0xf5_efe3, 7.2),
            (0x12_3456, 0x12_3456, 1.0),
        ] {
            let got = contrast(color(a), color(b));
            assert!((got - ratio).abs() < 0.05, "{a:06x} on {b:06x}: {got}");
        }
    }

    #[test]
    fn red_on_green_of_one_lightness_is_lost_in_grey() {
        let (red, green) = (color(0xff_0000), color(0x00_8200));
        assert!(grey_contrast(red, green) < 1.01);
        assert!((darkness(color(0xf5_efe3)) - 0.06).abs() < 0.01);
    }
}
