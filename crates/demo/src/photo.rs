//! Photos as a phone makes them: a picture that is made up, and what the phone writes into it.

use domain::inspection::photo::Coordinates;
use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use jiff::civil::DateTime;
use std::io::Cursor;

/// How wide pictures are, in points.
pub const WIDTH: u32 = 640;
/// How high.
pub const HEIGHT: u32 = 480;

/// A hall with a counter and a board on its wall, in other colours for every `seed`; nobody is in it.
fn hall(seed: u32) -> RgbImage {
    let part = |n: u32| u8::try_from(seed.wrapping_mul(2_654_435_761).rotate_left(n) % 90).unwrap_or_default();
    let (wall, board, counter) =
        (Rgb([200 + part(3) / 2, 205, 190 + part(7) / 2]), Rgb([60, 90 + part(11), 150]), Rgb([120 + part(17), 95, 70]));
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| match (x, y) {
        (80..=260, 60..=190) if x % 30 > 3 && y % 24 > 3 => board,
        (40..=600, 300..=420) => counter,
        (_, 421..) => Rgb([150, 150, 145]),
        _ => wall,
    })
}

fn ascii(text: String) -> Value {
    Value::Ascii(vec![text.into_bytes()])
}

/// Degrees, minutes and hundredths of seconds.
fn degrees(millionths: i32) -> Value {
    let hundredths = (u64::from(millionths.unsigned_abs()) * 36 + 50) / 100;
    let part = |n: u64, denom: u32| Rational { num: u32::try_from(n).unwrap_or_default(), denom };
    Value::Rational(vec![part(hundredths / 360_000, 1), part(hundredths / 6_000 % 60, 1), part(hundredths % 6_000, 100)])
}

/// Such a photo as JPEG; with neither time nor place it is what a chat program has sent.
pub fn photo(seed: u32, taken: Option<DateTime>, place: Option<Coordinates>) -> std::io::Result<Vec<u8>> {
    let mut jpeg = Vec::new();
    hall(seed).write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, 85)).map_err(std::io::Error::other)?;
    let mut values = Vec::new();
    if let Some(at) = taken {
        let (day, time) = (at.date(), at.time());
        let text =
            format!("{:04}:{:02}:{:02} {:02}:{:02}:{:02}", day.year(), day.month(), day.day(), time.hour(), time.minute(), time.second());
        values.push((Tag::DateTimeOriginal, ascii(text)));
    }
    if let Some(at) = place {
        let towards = |is_first: bool, first: &str, second: &str| ascii(if is_first { first } else { second }.to_owned());
        values.push((Tag::GPSLatitudeRef, towards(at.lat >= 0, "N", "S")));
        values.push((Tag::GPSLatitude, degrees(at.lat)));
        values.push((Tag::GPSLongitudeRef, towards(at.lon >= 0, "E", "W")));
        values.push((Tag::GPSLongitude, degrees(at.lon)));
    }
    if values.is_empty() {
        return Ok(jpeg);
    }
    let fields: Vec<Field> = values.into_iter().map(|(tag, value)| Field { tag, ifd_num: In::PRIMARY, value }).collect();
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut tiff = Cursor::new(Vec::new());
    writer.write(&mut tiff, false).map_err(std::io::Error::other)?;
    let segment = [b"Exif\0\0".as_slice(), &tiff.into_inner()].concat();
    let length = u16::try_from(segment.len() + 2).map_err(std::io::Error::other)?.to_be_bytes();
    let (begin, rest) = jpeg.split_at(2.min(jpeg.len()));
    Ok([begin, &[0xFF, 0xE1], &length, &segment, rest].concat())
}
