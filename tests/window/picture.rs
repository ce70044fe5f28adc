//! A small picture to be handed in, and whether it is drawn.

use crate::desk::Desk;

/// How wide it is, in points.
const WIDTH: u32 = 64;

/// A picture, as a phone would send it.
pub(crate) fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, WIDTH, 48);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().unwrap().write_image_data(&[40, 120, 110].repeat(64 * 48)).unwrap();
    bytes
}

/// Waits until it is drawn where this CSS selector finds it.
pub(crate) async fn is_drawn(desk: &Desk, css: &str) {
    let script = format!("return document.querySelector('{css}')?.naturalWidth ?? 0;");
    for _ in 0..100 {
        if desk.script(&script).await == serde_json::json!(WIDTH) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("no picture at {css}");
}
