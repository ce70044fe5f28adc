//! A temporary PostgreSQL cluster on the loopback address, for tests.

use crate::steps::{output, succeed};
use anyhow::{Context, Result};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A running cluster; stopped and removed when dropped.
pub(crate) struct Cluster {
    bin: PathBuf,
    folder: PathBuf,
    /// Address of its database `postgres`, for a role that may create databases.
    pub(crate) url: String,
}

/// Root may not run PostgreSQL: then the user `postgres` does.
fn as_server_user(program: &std::path::Path) -> Result<Command> {
    if output(Command::new("id").arg("-u"))? != "0" {
        return Ok(Command::new(program));
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
    Ok(command)
}

impl Cluster {
    /// Makes and starts one.
    pub(crate) fn start() -> Result<Self> {
        let bin = PathBuf::from(output(Command::new("pg_config").arg("--bindir")).or_else(|_| newest())?);
        let folder = std::env::temp_dir().join(format!("yimen-postgres-{}", std::process::id()));
        std::fs::create_dir(&folder).with_context(|| folder.display().to_string())?;
        if output(Command::new("id").arg("-u"))? == "0" {
            succeed(Command::new("chown").arg("postgres").arg(&folder))?;
        }
        let data = folder.join("data");
        // The port is free now; that somebody takes it before the server does would be told by its log.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        succeed(
            as_server_user(&bin.join("initdb"))?
                .arg("-D")
                .arg(&data)
                .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
                .stdout(Stdio::null()),
        )?;
        let cluster = Self { bin, url: format!("postgres://postgres@127.0.0.1:{port}/postgres"), folder };
        let options = format!(
            "-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={} -c fsync=off -c max_connections=200",
            cluster.folder.display()
        );
        succeed(
            as_server_user(&cluster.bin.join("pg_ctl"))?
                .arg("-D")
                .arg(&data)
                .arg("-l")
                .arg(cluster.folder.join("server.log"))
                .args(["-w", "-o", &options, "start"])
                .stdout(Stdio::null()),
        )?;
        Ok(cluster)
    }
}

/// Debian's server programs where `pg_config` is not installed.
fn newest() -> Result<String> {
    let mut versions: Vec<PathBuf> =
        std::fs::read_dir("/usr/lib/postgresql")?.filter_map(|e| e.ok().map(|e| e.path().join("bin"))).collect();
    versions.sort();
    let bin = versions.pop().context("no PostgreSQL in /usr/lib/postgresql")?;
    Ok(bin.to_string_lossy().into_owned())
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Ok(mut stop) = as_server_user(&self.bin.join("pg_ctl")) {
            // What can't be stopped is told by pg_ctl itself.
            let _ = stop.arg("-D").arg(self.folder.join("data")).args(["-m", "immediate", "stop"]).stdout(Stdio::null()).status();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
