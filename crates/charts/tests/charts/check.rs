//! What holds for every chart, whatever it draws.

use charts::{Chart, Mark, text};
use roxmltree::{Document, Node};

/// Elements that a chart may consist of. None of them runs, loads or links anything.
const ELEMENTS: [&str; 10] = ["svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "polygon", "text"];

/// Lengths in the SVG are rounded to a tenth.
const SLACK: f32 = 0.2;

/// Panics unless `chart` is well-formed, harmless, complete and inside its viewBox.
pub(crate) fn check(chart: &Chart, paper: bool) {
    let document = Document::parse(&chart.svg).unwrap_or_else(|error| panic!("{error}\n{}", chart.svg));
    let svg = document.root_element();
    let said = |name: &str| svg.children().find(|n| n.has_tag_name(name)).and_then(|n| n.text().map(str::to_owned));
    assert_eq!(said("desc").unwrap_or_default(), text::clean(&chart.sentence));
    assert_eq!(svg.attribute("viewBox").unwrap(), format!("0 0 {} {}", chart.width, chart.height));

    let ids: Vec<&str> = svg.descendants().filter_map(|n| n.attribute("id")).collect();
    for node in svg.descendants().filter(Node::is_element) {
        assert!(ELEMENTS.contains(&node.tag_name().name()), "{}", node.tag_name().name());
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on") && name != "href" && name != "style", "{name}");
            assert!(!(paper && value.contains("var(")), "{value}");
            assert!(paper || !value.starts_with('#'), "{name}={value} is no token");
            if let Some(id) = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')')) {
                assert!(ids.contains(&id), "{value} leads nowhere");
            }
            assert!(!value.contains("NaN") && !value.contains("inf"), "{name}={value}");
        }
        if node.has_tag_name("text") {
            text_is_inside(chart, &node);
        }
    }

    for mark in &chart.marks {
        mark_is_inside(chart, mark);
    }
    for row in &chart.table.rows {
        assert_eq!(row.len(), chart.table.head.len());
    }
}

fn number(node: &Node<'_, '_>, name: &str) -> Option<f32> {
    node.attribute(name).map(|value| value.parse().unwrap())
}

fn text_is_inside(chart: &Chart, node: &Node<'_, '_>) {
    let content = node.text().unwrap_or_default();
    let size = number(node, "font-size").unwrap_or(13.0);
    let (x, y) = (number(node, "x").unwrap(), number(node, "y").unwrap());
    let width = text::width(content, size);
    let left = match node.attribute("text-anchor") {
        Some("end") => x - width,
        Some("middle") => x - width / 2.0,
        _ => x,
    };
    let said: String = content.chars().take(40).collect();
    let slack = 1.0;
    assert!(left >= -slack && left + width <= chart.width + slack, "{said:?} {left}+{width} in {}", chart.width);
    assert!(y - size * 0.8 >= -1.0 && y + size * 0.12 <= chart.height + 1.0, "{said:?} at {y} in {}", chart.height);
}

fn mark_is_inside(chart: &Chart, mark: &Mark) {
    let Mark { x, y, w, h, .. } = *mark;
    assert!(w > 0.0 && h > 0.0, "{mark:?}");
    assert!(x >= -SLACK && y >= -SLACK, "{mark:?}");
    assert!(x + w <= chart.width + SLACK && y + h <= chart.height + SLACK, "{mark:?} in {}×{}", chart.width, chart.height);
    assert!(mark.value.is_none_or(f64::is_finite), "{mark:?}");
}

/// Panics if two marks share ground.
pub(crate) fn apart(marks: &[Mark]) {
    for (nth, one) in marks.iter().enumerate() {
        for other in &marks[nth + 1..] {
            let across = (one.x + one.w).min(other.x + other.w) - one.x.max(other.x);
            let down = (one.y + one.h).min(other.y + other.h) - one.y.max(other.y);
            assert!(across <= SLACK || down <= SLACK, "{one:?} and {other:?}");
        }
    }
}
