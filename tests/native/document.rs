//! The printed form: what it says, how it is tagged, how it is parted between pages.

use std::path::Path;
use std::sync::OnceLock;

use beian::document::{Document, FaceIndex, Faces, form};
use beian::dossier::{Dossier, ProcedureRef};
use beian::field::Answer;
use beian::procedure::{self, Procedure};

const FONTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/fonts");

fn index() -> &'static FaceIndex {
    static INDEX: OnceLock<FaceIndex> = OnceLock::new();
    INDEX.get_or_init(|| {
        let json = std::fs::read_to_string(Path::new(FONTS).join("fonts.json"))
            .expect("the printing faces are missing: run scripts/fonts");
        FaceIndex::parse(&json).unwrap()
    })
}

fn load(names: Vec<String>) -> Faces {
    let read = |name: String| {
        let bytes = std::fs::read(Path::new(FONTS).join(&name)).expect("run scripts/fonts");
        (name, bytes)
    };
    Faces::load(names.into_iter().map(read).collect()).unwrap()
}

fn faces_for(document: &Document) -> Faces {
    load(index().needed_for(document))
}

fn certifier_filing() -> Procedure {
    let path = "www/procedures/pi-export-certifier-filing/procedure.json";
    let json = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    procedure::load(path, &json).unwrap()
}

fn dossier() -> Dossier {
    let procedure = ProcedureRef {
        id: "pi-export-certifier-filing".into(),
        version: "2026.1".into(),
        digest: String::new(),
    };
    let mut dossier = Dossier::new("d1".into(), "示例".into(), procedure, "2026-11-20T09:30:00+08:00");
    let answers: [(&str, Answer); 17] = [
        ("org_name", "北京赛安信息安全技术认证有限责任公司".into()),
        ("uscc", "91110000600037341L".into()),
        ("org_nature", Answer::from_parts([("choice", "enterprise")])),
        ("legal_representative", "欧阳㛃".into()),
        ("founded_on", "2009年3月18日".into()),
        (
            "registered_capital",
            Answer::from_parts([("amount", "5000"), ("unit", "万元"), ("currency", "人民币")]),
        ),
        ("address", "北京市海淀区中关村南大街甲18号院1号楼北京国际大厦C座1203室".into()),
        ("post_code", "100081".into()),
        ("approval_number", "CNCA-R-2019-586".into()),
        ("approval_issued_on", "2023年6月12日".into()),
        ("approval_period", Answer::from_parts([("from", "2023-06-12"), ("to", "2029-06-11")])),
        ("certification_staff", "26".into()),
        ("handler", "买买提·𬱖䶮".into()),
        ("handler_phone", "13800001234".into()),
        ("business_scope", SCOPE.into()),
        ("form_date", "2026年11月20日".into()),
        ("qualification_date", "2026年11月10日".into()),
    ];
    for (field, answer) in answers {
        dossier.answers.insert(field.into(), answer);
    }
    dossier
}

const SCOPE: &str = "本机构是经国家认证认可监督管理委员会批准设立的专业认证机构，主要从事信息安全管理体系认证、信息技术服务管理体系认证、数据安全管理认证、个人信息保护认证、移动互联网应用程序（App）安全认证等业务，服务对象覆盖金融、通信、交通、医疗、能源等行业的3 200余家组织。\n2023年以来，累计颁发数据安全管理认证证书46张、个人信息保护认证证书31张，参与制定《信息安全技术　个人信息跨境处理活动安全认证要求》（GB/T 46068—2025）等国家标准7项，承担“个人信息保护合规审计”相关课题4项。";

fn look(name: &str, pdf: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/look");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), pdf).unwrap();
}

#[test]
fn the_form_prints() {
    let document = form::compose(&certifier_filing(), Some(&dossier()), None);
    println!("{}", document.text());
    println!("{:?}", index().needed_for(&document));
    let faces = faces_for(&document);
    let started = std::time::Instant::now();
    let pdf = document.to_pdf(&faces).unwrap();
    println!("{:?} {}", started.elapsed(), pdf.len());
    let started = std::time::Instant::now();
    document.to_pdf(&faces).unwrap();
    println!("{:?}", started.elapsed());
    look("filled.pdf", &pdf);
    let blank = form::compose(&certifier_filing(), None, None);
    look("blank.pdf", &blank.to_pdf(&faces).unwrap());
    let draft = form::compose(&certifier_filing(), Some(&dossier()), Some("未通过自查"));
    look("draft.pdf", &draft.to_pdf(&faces).unwrap());
    let mut long = dossier();
    long.answers.insert("business_scope".into(), format!("{SCOPE}\n").repeat(14).as_str().into());
    long.answers.insert("org_name".into(), "中国特大型综合性信息安全与个人信息保护认证评估测试检验研究中心（北京）有限责任公司粤港澳大湾区数据跨境流动安全认证分中心".into());
    let long = form::compose(&certifier_filing(), Some(&long), Some("未通过自查"));
    look("long.pdf", &long.to_pdf(&faces_for(&long)).unwrap());
}
