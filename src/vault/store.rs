//! What a store does.

use std::future::Future;
use std::pin::Pin;

/// The tables of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Table {
    /// Records of dossiers, by dossier id and number; see [`Journal`](super::Journal).
    Dossiers,
    /// Attached files, by SHA-256 in lower-case hex.
    Files,
    /// Everything small beside them, by name.
    Settings,
}

/// The entry of the settings under which the keyring lies, beside what it protects and not sealed itself.
pub const KEYRING: &str = "keyring";

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
    #[error("本机浏览器的存储空间已满，请清理磁盘，或者彻底删除不再需要的卷宗后重试")]
    Full,
    /// What was to be added is there already: another window has written in the meantime.
    #[error("另一个窗口已经保存了这份卷宗的更新内容")]
    Conflict,
    /// The browser has taken away everything that was kept, while the page was open.
    #[error(
        "保存在本机浏览器中的数据已被清除（浏览器、清理工具或者另一窗口所为），本页打开的内容还在，请立即保存为文件"
    )]
    Evicted,
    /// What was read is not what was written: damaged, or changed by somebody without the key.
    #[error("本机保存的数据已损坏或者被改动，请打开备份文件")]
    Damaged,
    /// Written by a later version of the program, in this format.
    #[error("本机保存的数据是格式 {0}，由更高版本的备案通写入，请升级后打开")]
    Newer(u32),
    /// Anything else, with the browser's own name for it.
    #[error("本机浏览器存取数据失败（{0}），请重试；仍然失败的，请保存为文件后重启浏览器")]
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
    /// Writes under a new key; [`StoreError::Conflict`] when there is something under it.
    fn add<'a>(&'a self, table: Table, key: &'a str, bytes: &'a [u8]) -> Pending<'a, ()>;
    /// Deletes, all or nothing; deleting what is absent is no error.
    fn delete<'a>(&'a self, table: Table, keys: &'a [String]) -> Pending<'a, ()>;
    /// All keys of a table in ascending order.
    fn keys(&self, table: Table) -> Pending<'_, Vec<String>>;
    /// Takes everything away. Whoever else has this store open finds it [`StoreError::Evicted`].
    fn clear(&self) -> Pending<'_, ()>;
    /// Whether what is put outlives the page.
    fn durable(&self) -> bool;
}
