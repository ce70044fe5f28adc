//! Photos: what they tell of themselves, how large they are, and copies of them that are smaller, upright, with black boxes, and tell nothing.
//!
//! Nothing is decoded before its header has said how large it is. A copy is made of the points that are seen and of nothing else: no metadata comes
//! along, and what lies below a black box is not in it.

use domain::attachment::Media;
use domain::inspection::photo::{BlackBox, Coordinates, PIXELS_MOST, Reading, SIDE, TimeSource, Told};
use domain::time::Instant;
use exif::{Exif, In, Tag, Value};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};
use jiff::civil::{Date, DateTime, Time};
use std::io::Cursor;
use thiserror::Error;

/// How good copies are, of a hundred.
const QUALITY: u8 = 82;
/// The longest side that is decoded; no camera makes a longer one.
const SIDE_MOST: u32 = 30_000;
/// Most bytes that decoding may take: four for each point, and some for the way.
const MEMORY: u64 = PIXELS_MOST * 4 + (64 << 20);

/// Why there is no picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhotoProblem {
    /// It is none, or it is cut off.
    #[error("the picture is damaged")]
    Damaged,
    /// It has more points than are decoded.
    #[error("the picture has {0} × {1} points")]
    TooManyPixels(u32, u32),
    /// Its points say more of their colours than there is memory for.
    #[error("the picture takes too much memory")]
    TooDeep,
}

fn format(media: Media) -> Option<ImageFormat> {
    match media {
        Media::Jpeg => Some(ImageFormat::Jpeg),
        Media::Png => Some(ImageFormat::Png),
        Media::Webp => Some(ImageFormat::WebP),
        Media::Pdf => None,
    }
}

fn reader(bytes: &[u8], media: Media) -> Result<ImageReader<Cursor<&[u8]>>, PhotoProblem> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format(media).ok_or(PhotoProblem::Damaged)?);
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height, limits.max_alloc) = (Some(SIDE_MOST), Some(SIDE_MOST), Some(MEMORY));
    reader.limits(limits);
    Ok(reader)
}

/// Points across and down, as its header says; none for a paper. Refused if there are more than can be decoded, or if they take more memory.
pub fn size(bytes: &[u8], media: Media) -> Result<Option<(u32, u32)>, PhotoProblem> {
    if !media.is_picture() {
        return Ok(None);
    }
    let mut reader = reader(bytes, media)?;
    // The header is read whatever it says, so that what is too large can be told from what is none.
    reader.no_limits();
    let decoder = reader.into_decoder().map_err(|_| PhotoProblem::Damaged)?;
    let (width, height) = decoder.dimensions();
    match u64::from(width) * u64::from(height) {
        0 => Err(PhotoProblem::Damaged),
        points if points > PIXELS_MOST || width > SIDE_MOST || height > SIDE_MOST => Err(PhotoProblem::TooManyPixels(width, height)),
        // Two bytes for each colour are twice as many.
        _ if decoder.total_bytes() > MEMORY => Err(PhotoProblem::TooDeep),
        _ => Ok(Some((width, height))),
    }
}

/// The picture as it is seen: upright.
fn upright(bytes: &[u8], media: Media) -> Result<RgbImage, PhotoProblem> {
    size(bytes, media)?;
    let mut decoder = reader(bytes, media)?.into_decoder().map_err(|_| PhotoProblem::Damaged)?;
    // What can't be read leaves it as it lies.
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| PhotoProblem::Damaged)?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Ok(picture.into_rgb8())
}

/// A copy as JPEG, without metadata: upright, no side longer than `edge`, with black boxes. Its bytes, and points across and down.
pub fn copy(bytes: &[u8], media: Media, edge: u32, boxes: &[BlackBox]) -> Result<Copied, PhotoProblem> {
    let mut picture = upright(bytes, media)?;
    // Before it is made smaller: what lies below must not shine through at the edges.
    for one in boxes {
        blacken(&mut picture, *one);
    }
    let (width, height) = picture.dimensions();
    if width.max(height) > edge {
        let longest = width.max(height);
        let scaled = |side: u32| u32::try_from(u64::from(side) * u64::from(edge) / u64::from(longest)).unwrap_or(edge).max(1);
        picture = image::imageops::resize(&picture, scaled(width), scaled(height), FilterType::Triangle);
    }
    let mut jpeg = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY)).map_err(|_| PhotoProblem::Damaged)?;
    Ok(Copied { jpeg, width: picture.width(), height: picture.height() })
}

/// A copy of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// JPEG.
    pub jpeg: Vec<u8>,
    /// Points across.
    pub width: u32,
    /// Points down.
    pub height: u32,
}

fn blacken(picture: &mut RgbImage, one: BlackBox) {
    let (width, height) = picture.dimensions();
    // Every point that it touches.
    let from = |part: u32, side: u32| u32::try_from(u64::from(part) * u64::from(side) / u64::from(SIDE)).unwrap_or(side).min(side);
    let to = |part: u32, side: u32| {
        let points = (u64::from(part) * u64::from(side)).div_ceil(u64::from(SIDE));
        u32::try_from(points).unwrap_or(side).min(side)
    };
    let (right, bottom) = (one.left.saturating_add(one.width), one.top.saturating_add(one.height));
    for y in from(one.top, height)..to(bottom, height) {
        for x in from(one.left, width)..to(right, width) {
            picture.put_pixel(x, y, image::Rgb([0, 0, 0]));
        }
    }
}

/// What a photo tells of when and where it was taken. Whatever is in it, this ends with what could be read.
pub fn told(bytes: &[u8], media: Media) -> Told {
    if !media.is_picture() {
        return Told::default();
    }
    // The library is written to return errors; a fault in it must cost one photo's metadata and not fifty photos.
    let read = std::panic::catch_unwind(|| {
        let mut reader = exif::Reader::new();
        reader.continue_on_error(true);
        let read = reader.read_from_container(&mut Cursor::new(bytes));
        read.or_else(|error| error.distill_partial_result(|_| ())).map(|exif| of(&exif))
    });
    match read {
        Ok(Ok((None, None))) | Ok(Err(exif::Error::NotFound(_))) => Told::default(),
        Ok(Ok((at, place))) => {
            let source = if at.is_some() { TimeSource::Camera } else { TimeSource::Unknown };
            Told { reading: Reading::Read, at, source, place }
        }
        Ok(Err(_)) | Err(_) => Told { reading: Reading::Unreadable, ..Told::default() },
    }
}

fn of(exif: &Exif) -> (Option<Instant>, Option<Coordinates>) {
    let place =
        degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S').zip(degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W'));
    (taken(exif), place.and_then(|(lat, lon)| Coordinates::of_degrees(lat, lon)))
}

fn text(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        Value::Ascii(lines) => lines.first().map(Vec::as_slice),
        _ => None,
    }
}

/// When it was taken: the camera's clock shows the district's time, unless it says another offset.
fn taken(exif: &Exif) -> Option<Instant> {
    let read = exif::DateTime::from_ascii(text(exif, Tag::DateTimeOriginal)?).ok()?;
    let small = |n: u8| i8::try_from(n).ok();
    let date = Date::new(i16::try_from(read.year).ok()?, small(read.month)?, small(read.day)?).ok()?;
    let time = Time::new(small(read.hour)?, small(read.minute)?, small(read.second)?, 0).ok()?;
    // A camera without a set clock writes what it was made with.
    if !(1990..=2099).contains(&date.year()) {
        return None;
    }
    let here = Instant::from_civil(DateTime::from_parts(date, time))?;
    let minutes = text(exif, Tag::OffsetTimeOriginal).and_then(offset).unwrap_or(8 * 60);
    Some(here.plus_seconds((8 * 60 - minutes) * 60))
}

/// Minutes of `+08:00`.
fn offset(text: &[u8]) -> Option<i64> {
    let text = std::str::from_utf8(text).ok()?.trim();
    let (sign, rest) = text.split_at_checked(1)?;
    let sign = match sign {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..=14).contains(&hours) && (0..60).contains(&minutes)).then_some(sign * (hours * 60 + minutes))
}

/// Degrees, minutes and seconds as one number; negative towards `negative`.
fn degrees(exif: &Exif, tag: Tag, towards: Tag, negative: u8) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let [degrees, minutes, seconds] = parts.as_slice() else { return None };
    let sum = degrees.to_f64() + minutes.to_f64() / 60.0 + seconds.to_f64() / 3600.0;
    let is_negative = text(exif, towards)?.first()?.eq_ignore_ascii_case(&negative);
    // What is divided by nought is no number; whoever makes a place of it refuses it.
    Some(if is_negative { -sum } else { sum })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// A picture, its left half white and its right half red.
    fn picture(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, _| if x < width / 2 { image::Rgb([255, 255, 255]) } else { image::Rgb([200, 0, 0]) })
    }

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        picture(width, height).write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 95)).unwrap();
        bytes
    }

    /// The same with metadata: a TIFF body in an APP1 segment behind the first marker.
    fn with(bytes: &[u8], tiff: &[u8]) -> Vec<u8> {
        let segment = [b"Exif\0\0".as_slice(), tiff].concat();
        let length = u16::try_from(segment.len() + 2).unwrap().to_be_bytes();
        [&bytes[..2], &[0xFF, 0xE1], &length, &segment, &bytes[2..]].concat()
    }

    fn tiff(fields: &[(Tag, Value)]) -> Vec<u8> {
        let fields: Vec<exif::Field> =
            fields.iter().map(|(tag, value)| exif::Field { tag: *tag, ifd_num: In::PRIMARY, value: value.clone() }).collect();
        let mut writer = exif::experimental::Writer::new();
        fields.iter().for_each(|field| writer.push_field(field));
        let mut out = Cursor::new(Vec::new());
        writer.write(&mut out, false).unwrap();
        out.into_inner()
    }

    fn ascii(text: &str) -> Value {
        Value::Ascii(vec![text.as_bytes().to_vec()])
    }

    fn dms(degrees: u32, minutes: u32, seconds: u32, parts: u32) -> Value {
        Value::Rational(vec![
            exif::Rational { num: degrees, denom: 1 },
            exif::Rational { num: minutes, denom: 1 },
            exif::Rational { num: seconds, denom: parts },
        ])
    }

    fn taken_at(time: &str) -> Vec<(Tag, Value)> {
        vec![(Tag::DateTimeOriginal, ascii(time))]
    }

    #[test]
    fn a_photo_tells_when_and_where() {
        let mut fields = taken_at("2026:11:30 10:15:02");
        fields.extend([
            (Tag::GPSLatitudeRef, ascii("N")),
            (Tag::GPSLatitude, dms(21, 15, 4_680, 100)),
            (Tag::GPSLongitudeRef, ascii("E")),
            (Tag::GPSLongitude, dms(110, 19, 2_280, 100)),
        ]);
        let told_by = |fields: &[(Tag, Value)]| told(&with(&jpeg(16, 8), &tiff(fields)), Media::Jpeg);
        let read = told_by(&fields);
        assert_eq!((read.reading, read.source), (Reading::Read, TimeSource::Camera));
        assert_eq!(read.at, Instant::from_civil(date(2026, 11, 30).at(10, 15, 2, 0)));
        assert_eq!(read.place, Some(Coordinates { lat: 21_263_000, lon: 110_323_000 }));
        fields.push((Tag::OffsetTimeOriginal, ascii("+09:30")));
        assert_eq!(told_by(&fields).at, Instant::from_civil(date(2026, 11, 30).at(8, 45, 2, 0)), "a camera may live elsewhere");
        let table = [
            (taken_at("2026:13:40 99:99:99"), Reading::Nothing),
            (taken_at("0000:00:00 00:00:00"), Reading::Nothing),
            (taken_at("9999:12:31 23:59:59"), Reading::Nothing),
            (taken_at("    :  :     :  :  "), Reading::Nothing),
            (taken_at(""), Reading::Nothing),
            (vec![(Tag::GPSLatitude, dms(21, 0, 0, 0)), (Tag::GPSLatitudeRef, ascii("N"))], Reading::Nothing),
            (vec![(Tag::Orientation, Value::Short(vec![6]))], Reading::Nothing),
        ];
        for (fields, reading) in table {
            assert_eq!(told_by(&fields), Told { reading, ..Told::default() }, "{fields:?}");
        }
        assert_eq!(told(&jpeg(16, 8), Media::Jpeg), Told::default(), "what a chat program has sent");
        assert_eq!(told(b"%PDF-1.7", Media::Pdf), Told::default());
    }

    #[test]
    fn metadata_from_hell_end_somewhere() {
        // Entries without end, a directory that is its own next one, values beyond the end, counts that overflow.
        let entry = |tag: u16, kind: u16, count: u32, value: u32| {
            [tag.to_le_bytes().as_slice(), &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
        };
        let head = b"II*\0\x08\0\0\0";
        let many = [head.as_slice(), &u16::MAX.to_le_bytes()].concat();
        let own_next = [head.as_slice(), &1_u16.to_le_bytes(), &entry(0x0112, 3, 1, 6), &8_u32.to_le_bytes()].concat();
        let beyond = [head.as_slice(), &1_u16.to_le_bytes(), &entry(0x9003, 2, u32::MAX, u32::MAX), &0_u32.to_le_bytes()].concat();
        let huge = [head.as_slice(), &1_u16.to_le_bytes(), &entry(0x0002, 5, 0x2000_0001, 8), &0_u32.to_le_bytes()].concat();
        let own_child =
            [head.as_slice(), &2_u16.to_le_bytes(), &entry(0x8769, 4, 1, 8), &entry(0x8825, 4, 1, 8), &0_u32.to_le_bytes()].concat();
        for hell in [many, own_next, beyond, huge, own_child, b"II*\0".to_vec(), b"MM\0*\xFF\xFF\xFF\xFF".to_vec(), Vec::new()] {
            let read = told(&with(&jpeg(8, 8), &hell), Media::Jpeg);
            assert_eq!((read.at, read.place), (None, None), "{hell:?}");
            assert!(
                copy(&with(&jpeg(8, 8), &hell), Media::Jpeg, 8, &[]).is_ok(),
                "the picture is there whatever stands beside it: {hell:?}"
            );
        }
        assert_eq!(told(b"\xFF\xD8\xFF", Media::Jpeg).reading, Reading::Unreadable);
    }

    #[test]
    fn copies_are_upright_and_tell_nothing() {
        let mut fields = taken_at("2026:11:30 10:15:02");
        // Turned by a quarter: what lay at the left stands above.
        fields.push((Tag::Orientation, Value::Short(vec![6])));
        let turned = with(&jpeg(64, 32), &tiff(&fields));
        let made = copy(&turned, Media::Jpeg, 16, &[]).unwrap();
        assert_eq!((made.width, made.height), (8, 16));
        assert_eq!(told(&made.jpeg, Media::Jpeg), Told::default());
        assert!(!made.jpeg.windows(4).any(|part| part == b"Exif"));
        let seen = upright(&made.jpeg, Media::Jpeg).unwrap();
        assert!(seen.get_pixel(4, 2).0[1] > 200 && seen.get_pixel(4, 13).0[1] < 60);
        let as_it_is = copy(&turned, Media::Jpeg, 1_000, &[]).unwrap();
        assert_eq!((as_it_is.width, as_it_is.height), (32, 64), "nothing is made larger");
    }

    #[test]
    fn what_lies_below_a_black_box_is_gone() {
        let quarter = BlackBox { left: 0, top: 0, width: SIDE / 2, height: SIDE / 2 };
        let made = copy(&jpeg(64, 64), Media::Jpeg, 64, &[quarter]).unwrap();
        let seen = upright(&made.jpeg, Media::Jpeg).unwrap();
        assert!(seen.get_pixel(8, 8).0.iter().all(|part| *part < 16));
        assert!(seen.get_pixel(8, 56).0.iter().all(|part| *part > 240), "the rest is seen");
        let edge = BlackBox { left: SIDE - 1, top: SIDE - 1, width: 1, height: 1 };
        assert!(copy(&jpeg(7, 3), Media::Jpeg, 64, &[edge]).is_ok());
    }

    #[test]
    fn nothing_is_decoded_that_is_too_large_or_none() {
        let mut png = Vec::new();
        picture(8, 8).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        assert_eq!(size(&png, Media::Png), Ok(Some((8, 8))));
        // A header that says ten thousand by ten thousand points; its checksum is right.
        let mut bomb = png.clone();
        bomb[16..24].copy_from_slice(&[10_000_u32.to_be_bytes(), 10_000_u32.to_be_bytes()].concat());
        let sum = crc(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(size(&bomb, Media::Png), Err(PhotoProblem::TooManyPixels(10_000, 10_000)));
        assert_eq!(copy(&bomb, Media::Png, 320, &[]), Err(PhotoProblem::TooManyPixels(10_000, 10_000)));
        // It says that it is small enough, and has not the points.
        bomb[16..24].copy_from_slice(&[8_000_u32.to_be_bytes(), 8_000_u32.to_be_bytes()].concat());
        let sum = crc(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(copy(&bomb, Media::Png, 320, &[]).map(|_| ()), Err(PhotoProblem::Damaged));
        // The same with sixteen bits for each of four colours: half a gigabyte.
        bomb[24..26].copy_from_slice(&[16, 6]);
        let sum = crc(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(size(&bomb, Media::Png), Err(PhotoProblem::TooDeep));
        assert_eq!(copy(&bomb, Media::Png, 320, &[]), Err(PhotoProblem::TooDeep));
        for none in [b"\xFF\xD8\xFF\xE0 no picture".as_slice(), b"", b"\x89PNG\r\n\x1a\n"] {
            assert_eq!(copy(none, Media::Jpeg, 320, &[]), Err(PhotoProblem::Damaged), "{none:?}");
        }
        assert_eq!(size(b"%PDF-1.7", Media::Pdf), Ok(None));
    }

    /// As PNG sums up a part.
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
        })
    }
}
