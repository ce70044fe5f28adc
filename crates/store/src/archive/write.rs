//! Writing an archive: rows are read here, compressed and written by a thread of their own.

use super::dump::{self, Lines};
use super::error::ArchiveError;
use super::manifest::{About, Blob, FORMAT, Holds, Manifest, NAME, Part, READ_ME, SECRETS, Table};
use super::protect::{Protection, Sealed};
use super::schema::{self, LEFT_OUT, Shape};
use crate::attachment;
use crate::blobs::Blobs;
use crate::db::Conn;
use crate::error::StoreError;
use crate::keys::{Former, Secrets, hex};
use crate::{migrate, on};
use sha2::{Digest, Sha256};
use std::io::{BufWriter, Write};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tokio::sync::mpsc;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

/// How far it is, read while it runs; and the wish to stop.
#[derive(Debug, Default)]
pub struct Progress {
    /// Rows done.
    pub done: AtomicU64,
    /// Rows in all.
    pub total: AtomicU64,
    /// Somebody asked to stop.
    pub cancel: AtomicBool,
}

impl Progress {
    /// Stops if somebody asked to.
    pub(super) fn check(&self) -> Result<(), ArchiveError> {
        if self.cancel.load(Ordering::Relaxed) { Err(ArchiveError::Cancelled) } else { Ok(()) }
    }

    pub(super) fn add(&self, rows: u64) {
        self.done.fetch_add(rows, Ordering::Relaxed);
    }
}

/// How hard zstd tries: a third of the size of level 1's time more gains little.
const LEVEL: i32 = 3;
/// Parts that may wait to be compressed.
const WAITING: usize = 2;

/// For whoever finds the file and has no program for it.
const WORDS: &str = "一门 · 基层公共服务综合平台 数据备份\r\n\
    恢复:系统管理 → 备份与恢复,或 yimenctl restore 文件名。请勿解压后修改,任何改动都会在恢复时被发现。\r\n\
    内容:manifest.json 为清单;rows 目录下每个数据表一个文件夹,每行一条记录(JSON 数组),以 zstd 压缩。\r\n\r\n\
    Yimen, the console of a district's public-service platform: a backup of its data.\r\n\
    To restore: System, Backup and restore; or yimenctl restore FILE. Whatever is changed in here is found when restoring.\r\n\
    Contents: manifest.json says what it is; rows/TABLE holds the table's rows, one JSON array a line, compressed by zstd.\r\n";

pub(super) enum Message {
    Rows { table: usize, lines: Lines },
    Blob(Blob),
    End(Box<Manifest>),
}

/// Writes an archive of what a snapshot shows ([`crate::Store::snapshot`]). What `out` holds is whole only if this succeeds.
pub async fn write<W: Write + Send + 'static>(
    conn: &mut Conn<'_>,
    blobs: &Blobs,
    out: W,
    protection: Protection,
    about: About,
    signers: Vec<Former>,
    secrets: Option<Secrets>,
    progress: &Progress,
) -> Result<(Manifest, W), ArchiveError> {
    if secrets.is_some() && !matches!(protection, Protection::Passphrase(_)) {
        return Err(ArchiveError::Unfit("secrets need a passphrase".to_owned()));
    }
    let schema = migrate::version_of(conn).await?;
    let audit = held(conn).await?;
    let shapes = schema::shapes(conn).await?;
    let mut total = 0;
    for shape in &shapes {
        total += dump::count(conn, shape).await?;
    }
    // Older schemas have no attachments, or none that could be erased: before an upgrade they are backed up as they are.
    let attached = match shapes.iter().find(|shape| shape.name == "attachment") {
        Some(shape) if shape.columns.iter().any(|column| column.name == "erased_at") => attachment::hashes(conn).await?,
        Some(_) => attachment::all_hashes(conn).await?,
        None => Vec::new(),
    };
    let attached: Vec<Blob> = attached.into_iter().map(|(sha256, size)| Blob { sha256, size }).collect();
    progress.total.fetch_add(total + attached.len() as u64, Ordering::Relaxed);
    let manifest = Manifest {
        format: FORMAT,
        about,
        database: if matches!(conn, Conn::Sqlite(_)) { "sqlite" } else { "postgres" }.to_owned(),
        schema,
        tables: shapes.iter().map(|s| Table { name: s.name.clone(), columns: s.columns.clone(), rows: 0, parts: Vec::new() }).collect(),
        left_out: LEFT_OUT.iter().map(|(name, _)| (*name).to_owned()).collect(),
        audit,
        signers,
        has_secrets: secrets.is_some(),
        blobs: Vec::new(),
        lost: Vec::new(),
    };
    let (send, receive) = mpsc::channel(WAITING);
    let names = shapes.iter().map(|s| s.name.clone()).collect();
    let blobs = blobs.clone();
    let packing = tokio::task::spawn_blocking(move || pack(out, &blobs, protection, secrets, names, receive));
    let read = read_rows(conn, &shapes, attached, manifest, &send, progress).await;
    drop(send);
    let packed = packing.await.map_err(|_| std::io::Error::other("the archive's thread panicked"))?;
    match read {
        // That nobody takes the rows any more is told by who took them.
        Err(ArchiveError::File(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => packed,
        Err(error) => Err(error),
        Ok(()) => {
            let (manifest, out) = packed?;
            // The snapshot stands still: as many were counted in it as were read.
            let rows = manifest.rows();
            if rows == total { Ok((manifest, out)) } else { Err(ArchiveError::Unfit(format!("{rows} rows were read of {total}"))) }
        }
    }
}

async fn read_rows(
    conn: &mut Conn<'_>,
    shapes: &[Shape],
    attached: Vec<Blob>,
    manifest: Manifest,
    send: &mpsc::Sender<Message>,
    progress: &Progress,
) -> Result<(), ArchiveError> {
    let gone = |_| ArchiveError::File(std::io::ErrorKind::BrokenPipe.into());
    for (table, shape) in shapes.iter().enumerate() {
        dump::dump(conn, shape, &dump::Out { send, table, progress }).await?;
    }
    for blob in attached {
        progress.check()?;
        send.send(Message::Blob(blob)).await.map_err(gone)?;
        progress.add(1);
    }
    progress.check()?;
    send.send(Message::End(Box::new(manifest))).await.map_err(gone)
}

/// How far the audit chain reaches in this snapshot.
async fn held(conn: &mut Conn<'_>) -> Result<Holds, StoreError> {
    let (sealed, head) = crate::audit::reach(conn).await?;
    let (unsealed,): (i64,) = on!(conn, c => sqlx::query_as("SELECT COUNT(*) FROM audit WHERE chain_no IS NULL").fetch_one(c).await?);
    Ok(Holds { sealed, head, unsealed })
}

/// Compresses and writes what comes.
fn pack<W: Write>(
    out: W,
    kept: &Blobs,
    protection: Protection,
    secrets: Option<Secrets>,
    names: Vec<String>,
    mut receive: mpsc::Receiver<Message>,
) -> Result<(Manifest, W), ArchiveError> {
    let mut zip = ZipWriter::new_stream(ToldOnce { to: Sealed::new(BufWriter::with_capacity(1 << 18, out), protection)?, failed: false });
    let mut compressor = zstd::bulk::Compressor::new(LEVEL)?;
    let mut parts: Vec<Vec<Part>> = names.iter().map(|_| Vec::new()).collect();
    let (mut blobs, mut lost) = (Vec::new(), Vec::new());
    file(&mut zip, READ_ME, WORDS.as_bytes(), false)?;
    let json = |error: serde_json::Error| ArchiveError::File(std::io::Error::other(error));
    while let Some(message) = receive.blocking_recv() {
        match message {
            Message::Rows { table, lines } => {
                let (Some(name), Some(parts)) = (names.get(table), parts.get_mut(table)) else { continue };
                let bytes = compressor.compress(lines.text.as_bytes())?;
                let part = Part {
                    name: format!("rows/{name}/{:04}.jsonl.zst", parts.len() + 1),
                    rows: lines.rows,
                    bytes: lines.text.len() as u64,
                    size: bytes.len() as u64,
                    sha256: hex(&Sha256::digest(&bytes)),
                };
                file(&mut zip, &part.name, &bytes, false)?;
                parts.push(part);
            }
            Message::Blob(blob) => match kept.read(&blob.sha256) {
                Ok(bytes) => {
                    file(&mut zip, &blob.name(), &bytes, false)?;
                    blobs.push(Blob { size: bytes.len() as u64, ..blob });
                }
                // One photo that is gone must not stand in the way of everything else's backup; that it is gone is told.
                Err(error) => {
                    tracing::error!(blob = %blob.sha256, %error, "the bytes of an attachment are gone or damaged");
                    lost.push(blob.sha256);
                }
            },
            Message::End(mut manifest) => {
                for (table, parts) in manifest.tables.iter_mut().zip(parts) {
                    table.rows = parts.iter().map(|p| p.rows).sum();
                    table.parts = parts;
                }
                (manifest.blobs, manifest.lost) = (blobs, lost);
                if let Some(secrets) = &secrets {
                    file(&mut zip, SECRETS, &serde_json::to_vec(secrets).map_err(json)?, false)?;
                }
                file(&mut zip, NAME, &serde_json::to_vec_pretty(&manifest).map_err(json)?, true)?;
                let sealed = zip.finish()?.into_inner().to;
                let out = sealed.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
                return Ok((*manifest, out));
            }
        }
    }
    Err(ArchiveError::Cancelled)
}

/// What comes after a write that failed goes nowhere. That it failed is told once, to whoever wrote; the zip, which is thrown away
/// then, tries to end itself all the same, and would tell it again past everybody, on the standard error.
struct ToldOnce<W> {
    to: W,
    failed: bool,
}

impl<W> ToldOnce<W> {
    fn told<T>(&mut self, done: std::io::Result<T>) -> std::io::Result<T> {
        self.failed = done.as_ref().is_err_and(|error| error.kind() != std::io::ErrorKind::Interrupted);
        done
    }
}

impl<W: Write> Write for ToldOnce<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.failed {
            return Ok(bytes.len());
        }
        let done = self.to.write(bytes);
        self.told(done)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        if self.failed {
            return Ok(());
        }
        let done = self.to.flush();
        self.told(done)
    }
}

/// Writes one file of the zip. Rows are compressed already; the manifest is deflated.
fn file<W: Write + std::io::Seek>(zip: &mut ZipWriter<W>, name: &str, bytes: &[u8], deflate: bool) -> Result<(), ArchiveError> {
    let method = if deflate { CompressionMethod::Deflated } else { CompressionMethod::Stored };
    // Without a time of its own: equal rows make equal bytes.
    let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
    zip.start_file(name, options)?;
    zip.write_all(bytes)?;
    Ok(())
}
