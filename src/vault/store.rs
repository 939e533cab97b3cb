//! What a store does.

use std::future::Future;
use std::pin::Pin;

/// The tables of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// Dossiers as JSON, by dossier id.
    Dossiers,
    /// Attached files, by SHA-256 in lower-case hex.
    Files,
    /// Everything small beside them, by name.
    Settings,
}

impl Table {
    /// All tables.
    pub const ALL: [Self; 3] = [Self::Dossiers, Self::Files, Self::Settings];

    /// The table's name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dossiers => "dossiers",
            Self::Files => "files",
            Self::Settings => "settings",
        }
    }
}

/// Why a store could not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The browser gives no storage, e.g. in private windows or by policy.
    #[error("浏览器不允许本页面保存数据，可能是无痕窗口或管理策略所致")]
    Unavailable,
    /// No room is left.
    #[error("本机浏览器的存储空间已满，请删除不再需要的卷宗后重试")]
    Full,
    /// Anything else, with the browser's own name for it.
    #[error("本机浏览器存取数据失败（{0}）")]
    Failed(String),
}

/// An answer that a store gives later.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + 'a>>;

/// A store of bytes by table and key.
pub trait Store {
    /// The bytes under a key, if any.
    fn get<'a>(&'a self, table: Table, key: &'a str) -> Pending<'a, Option<Vec<u8>>>;
    /// Writes, replacing what was there.
    fn put<'a>(&'a self, table: Table, key: &'a str, bytes: &'a [u8]) -> Pending<'a, ()>;
    /// Deletes; deleting what is absent is no error.
    fn delete<'a>(&'a self, table: Table, key: &'a str) -> Pending<'a, ()>;
    /// All keys of a table in ascending order.
    fn keys(&self, table: Table) -> Pending<'_, Vec<String>>;
    /// Whether what is put outlives the page.
    fn durable(&self) -> bool;
}
