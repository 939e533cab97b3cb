//! Paths inside an archive that must not be taken over: they lead out of the folder, hide what they are, or mean
//! something else on another system.

use super::names::is_device_name;
use crate::intake::is_deceptive;

/// Longest path in bytes.
const MAX_PATH_BYTES: usize = 500;
/// Longest name of a file or folder in bytes; file systems commonly stop at 255.
const MAX_NAME_BYTES: usize = 255;
/// Most folders around a file; a package has two.
const MAX_DEPTH: usize = 8;

/// Why a path must not be taken over, if there is a reason.
pub(super) fn unsafe_path(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("文件名为空");
    }
    if path.len() > MAX_PATH_BYTES {
        return Some("文件名过长");
    }
    if path.contains('\\') {
        return Some("含反斜杠");
    }
    if path.starts_with('/') || path.as_bytes().get(1) == Some(&b':') {
        return Some("绝对路径");
    }
    if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Some("含上级目录或空目录名");
    }
    if path.chars().any(|c| c.is_control() || is_deceptive(c)) {
        return Some("含控制字符或不可见字符");
    }
    if path.split('/').count() > MAX_DEPTH + 1 {
        return Some("目录层级过多");
    }
    path.split('/').find_map(unsafe_name)
}

/// Why a file or folder must not have this name.
fn unsafe_name(name: &str) -> Option<&'static str> {
    if name.len() > MAX_NAME_BYTES {
        return Some("文件名过长");
    }
    if name.contains([':', '*', '?', '"', '<', '>', '|']) {
        return Some("含 Windows 不允许的字符");
    }
    if name.ends_with('.') || name.ends_with(char::is_whitespace) {
        return Some("以句点或空格结尾");
    }
    is_device_name(name).then_some("Windows 设备名")
}
