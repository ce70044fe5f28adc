//! 账号: what a row asks for. Roles, passwords and closing are not given by file.

use super::entry::{Act, Compare, Entry, Stored};
use super::run::as_form;
use crate::context::Cx;
use crate::failure::Failure;
use crate::sessions::login_of;
use api::account::{Account, Create, List, Rename};
use documents::register::RegisterRow;
use domain::import::RowProblem;

/// Every account.
pub(super) struct Known {
    all: Vec<Account>,
}

impl Known {
    pub(super) async fn read(cx: &mut Cx<'_>) -> Result<Self, Failure> {
        Ok(Self { all: as_form(cx, List {}).await?.accounts })
    }

    fn find(&self, login: &str) -> Option<&Account> {
        self.all.iter().find(|a| a.login == login)
    }

    /// The number of the account that a row is about, also of a row that is wrong.
    pub(super) fn about(&self, row: &RegisterRow) -> Option<String> {
        self.find(&login_of(row.filled("login")?)).map(|a| a.id.0.to_string())
    }

    pub(super) fn entry(&self, row: &RegisterRow) -> Result<Entry, Vec<RowProblem>> {
        let mut compare = Compare::new(row);
        let login = login_of(row.filled("login").unwrap_or_default());
        let before = self.find(&login);
        let name = compare.text("person_name", before.map(|a| a.name.as_str()));
        let act = match before {
            None => Act::NewAccount(Create { login, name }),
            Some(a) => Act::Rename(Rename { account: a.id, name, version: a.version }),
        };
        let stored = before.map(|a| Stored { key: a.id.0.to_string(), version: a.version, recoded: 0 });
        compare.entry(stored, act, 0)
    }

    /// Accounts that a file can lack: those that are not closed.
    pub(super) fn expected(&self) -> Vec<(String, String)> {
        let open = self.all.iter().filter(|a| a.state != domain::account::AccountState::Closed);
        open.map(|a| (a.id.0.to_string(), format!("{} {}", a.login, a.name))).collect()
    }
}
