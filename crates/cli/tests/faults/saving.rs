//! A program that saves one thing after the other and says of each that it is safe: `call --lines`.

use crate::district::District;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ExitStatus, Stdio};
use std::thread::JoinHandle;

/// What is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// 账号
    Account,
    /// 服务站点
    Point,
    /// A form that is typed: the same draft again and again.
    Draft,
}

impl What {
    pub(crate) const ALL: [Self; 3] = [Self::Account, Self::Point, Self::Draft];

    pub(crate) fn operation(self) -> &'static str {
        match self {
            Self::Account => "account.create",
            Self::Point => "point.create",
            Self::Draft => "draft.keep",
        }
    }

    /// The nth request of a series.
    pub(crate) fn request(self, series: &str, n: usize) -> Value {
        match self {
            Self::Account => json!({ "login": format!("{series}-{n}"), "name": "断电" }),
            Self::Point => {
                let mut fields = json!({ "name": format!("{series}-{n}"), "active": true, "windows": [], "devices": [] });
                for name in ["address", "head", "staff", "phone", "hours", "leader", "cadre"] {
                    fields[name] = "".into();
                }
                json!({ "place": 10, "kind": "self_service", "fields": fields })
            }
            Self::Draft => json!({ "form": format!("point:{series}"), "label": "断电", "address": "/places", "body": n.to_string() }),
        }
    }

    /// Counts everything that was ever made by the operation.
    pub(crate) fn rows(self) -> Option<&'static str> {
        match self {
            // Those of the demonstration beside its roles as well.
            Self::Account => Some("SELECT COUNT(*) FROM account WHERE login LIKE 'd%-%' OR login LIKE 'demo.%'"),
            Self::Point => Some("SELECT COUNT(*) FROM point"),
            Self::Draft => None,
        }
    }

    /// What of a series is stored: how many saves there must have been.
    pub(crate) fn stored(self, district: &District, series: &str) -> usize {
        let (sql, is_count) = match self {
            Self::Account => (format!("SELECT CAST(COUNT(*) AS TEXT) FROM account WHERE login LIKE '{series}-%'"), true),
            Self::Point => (format!("SELECT CAST(COUNT(*) AS TEXT) FROM point WHERE name LIKE '{series}-%'"), true),
            Self::Draft => (format!("SELECT body FROM draft WHERE form = 'point:{series}'"), false),
        };
        let found = district.texts(&sql).pop().map(|text| text.parse::<usize>().unwrap());
        // The first draft has number 0.
        if is_count { found.unwrap() } else { found.map_or(0, |n| n + 1) }
    }
}

/// A program that saves whatever lines it is given.
pub(crate) struct Saver {
    pub(crate) child: Child,
    lines: ChildStdin,
    replies: BufReader<std::process::ChildStdout>,
}

impl Saver {
    pub(crate) fn start(district: &District, what: What) -> Self {
        Self::of(district, what.operation())
    }

    /// One for requests of another operation.
    pub(crate) fn of(district: &District, operation: &str) -> Self {
        let mut command = district.command(&["call", operation, "-", "--lines"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let (lines, out) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self { child, lines, replies: BufReader::new(out) }
    }

    /// Saves one thing; the reply, or `None` if the program is gone.
    pub(crate) fn save(&mut self, request: &Value) -> Option<Value> {
        writeln!(self.lines, "{request}").ok()?;
        let mut line = String::new();
        self.replies.read_line(&mut line).ok()?;
        // A line without an end was cut off; nothing was acknowledged by it.
        serde_json::from_str(line.strip_suffix('\n')?).ok()
    }

    /// How it ended, if it has.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap()
    }

    /// Its input ends, and so it ends by itself.
    pub(crate) fn end(self) {
        let Self { mut child, lines, .. } = self;
        drop(lines);
        child.wait().unwrap();
    }

    /// Goes on until the program is gone, in the background; hands back how many were acknowledged, and the codes of errors.
    pub(crate) fn series(mut self, what: What, series: String, most: usize) -> (Child, JoinHandle<(usize, Vec<String>)>) {
        let child = std::mem::replace(&mut self.child, idle());
        let saving = std::thread::spawn(move || {
            let (mut saved, mut errors) = (0, Vec::new());
            for n in 0..most {
                let Some(reply) = self.save(&what.request(&series, n)) else { break };
                match reply["error"]["code"].as_str() {
                    None => saved += 1,
                    Some(code) => errors.push(code.to_owned()),
                }
            }
            // Its input ends, and so it ends by itself.
            drop(self.lines);
            self.child.wait().unwrap();
            (saved, errors)
        });
        (child, saving)
    }
}

/// A process that has ended, in the place of one that somebody else looks after.
fn idle() -> Child {
    std::process::Command::new("true").spawn().unwrap()
}
