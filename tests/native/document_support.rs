//! What the tests of printing share: faces, a definition, a filled dossier, and readers of PDFs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use beian::document::{Document, FaceIndex, Faces, form};
use beian::dossier::{Dossier, ProcedureRef};
use beian::field::Answer;
use beian::procedure::{self, Procedure};

/// A scope of business of ordinary length.
pub(crate) const SCOPE: &str = "本机构是经国家认证认可监督管理部门批准设立的专业认证机构，主要从事信息安全管理体系认证、信息技术服务管理体系认证、数据安全管理认证、个人信息保护认证、移动互联网应用程序（App）安全认证等业务，服务对象覆盖金融、通信、交通、医疗、能源等行业的3200余家组织。\n2023年以来，累计颁发数据安全管理认证证书46张、个人信息保护认证证书31张，参与制定GB/T 46068—2025等国家标准7项，承担“个人信息保护合规审计”相关课题4项。";

pub(crate) fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

pub(crate) fn index() -> &'static FaceIndex {
    static INDEX: OnceLock<FaceIndex> = OnceLock::new();
    INDEX.get_or_init(|| {
        let json = std::fs::read_to_string(root("www/fonts/fonts.json"))
            .expect("the printing faces are missing: run scripts/fonts");
        FaceIndex::parse(&json).unwrap()
    })
}

pub(crate) fn load(names: impl IntoIterator<Item = String>) -> Faces {
    let read = |name: String| {
        let bytes = std::fs::read(root("www/fonts").join(&name))
            .unwrap_or_else(|_| panic!("www/fonts/{name} is missing: run scripts/fonts"));
        (name, bytes)
    };
    Faces::load(names.into_iter().map(read).collect()).unwrap()
}

/// The base faces, loaded once for all tests.
pub(crate) fn base_faces() -> &'static Faces {
    static FACES: OnceLock<Faces> = OnceLock::new();
    FACES.get_or_init(|| load(index().needed(std::iter::empty())))
}

pub(crate) fn faces_for(document: &Document) -> Faces {
    load(index().needed_for_all([document]))
}

pub(crate) fn certifier_filing() -> &'static Procedure {
    static PROCEDURE: OnceLock<Procedure> = OnceLock::new();
    PROCEDURE.get_or_init(|| {
        let path = "www/procedures/pi-export-certifier-filing/procedure.json";
        procedure::load(path, &std::fs::read_to_string(root(path)).unwrap()).unwrap()
    })
}

/// A dossier with every answer of the form.
pub(crate) fn filled() -> Dossier {
    let procedure = ProcedureRef {
        id: certifier_filing().id.clone(),
        version: certifier_filing().version.clone(),
        digest: String::new(),
    };
    let mut dossier = Dossier::new("d1".into(), "示例".into(), procedure, "2026-11-20T09:30:00+08:00");
    let answers: [(&str, Answer); 16] = [
        ("org_name", "北京赛安信息安全技术认证有限责任公司".into()),
        ("uscc", "91110000600037341L".into()),
        ("org_nature", Answer::from_parts([("choice", "enterprise")])),
        ("legal_representative", "欧阳㛃".into()),
        ("founded_on", "2009-03-18".into()),
        ("registered_capital", Answer::from_parts([("amount", "5000"), ("unit", "万元")])),
        ("address", "北京市海淀区中关村南大街甲18号院1号楼北京国际大厦C座1203室".into()),
        ("post_code", "100081".into()),
        ("approval_number", "CNCA-R-2019-586".into()),
        ("approval_issued_on", "2023-06-12".into()),
        ("approval_period", Answer::from_parts([("from", "2023-06-12"), ("to", "2029-06-11")])),
        ("certification_staff", "26".into()),
        ("handler", "买买提·𬱖䶮".into()),
        ("handler_phone", "13800001234".into()),
        ("business_scope", SCOPE.into()),
        ("form_date", "2026-11-20".into()),
    ];
    for (field, answer) in answers {
        dossier.answers.insert(field.into(), answer);
    }
    dossier
}

/// The form with one answer replaced.
pub(crate) fn form_with(field: &str, answer: impl Into<Answer>) -> Document {
    let mut dossier = filled();
    dossier.answers.insert(field.into(), answer.into());
    form::compose(certifier_filing(), Some(&dossier), None).unwrap()
}

/// Runs a program on a PDF, whose path stands for `-` among the arguments, and returns what it prints.
pub(crate) fn read_pdf(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let file = std::env::temp_dir().join(format!("beian-{}-{number}.pdf", std::process::id()));
    std::fs::write(&file, pdf).unwrap();
    let path = file.to_str().unwrap();
    let output =
        Command::new(program).args(arguments.iter().map(|&a| if a == "-" { path } else { a })).output();
    std::fs::remove_file(&file).unwrap();
    let output = output.unwrap_or_else(|_| panic!("{program} is missing: run scripts/tools --for-tests"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The text of a PDF as `pdftotext` reads it, pages ending in form feeds.
pub(crate) fn text_of(pdf: &[u8]) -> String {
    read_pdf("pdftotext", &["-raw", "-", "/dev/stdout"], pdf)
}

/// `text` without white space: lines of a cell are joined as they are read.
pub(crate) fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
