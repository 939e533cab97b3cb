//! Packages of the sample dossiers, made in memory with any changes.

use std::collections::BTreeMap;
use std::io::Cursor;

use beian::check::Engine;
use beian::digest::sha256_hex;
use beian::dossier::{Dossier, ProcedureRef};
use beian::package::{Contents, Filed, Measured, lay_out, open_filing, pack};

use crate::package_support::{CALENDAR, ENGINES, day};
use crate::samples::pdf;

/// A sample dossier with the contents of its files.
pub(crate) struct Filing {
    pub(crate) dossier: Dossier,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Filing {
    pub(crate) fn sample(slug: &str) -> Self {
        let folder = format!("tests/fixtures/dossiers/{slug}");
        let json = std::fs::read_to_string(format!("{folder}/dossier.json")).unwrap();
        let mut dossier: Dossier = serde_json::from_str(&json).unwrap();
        dossier.procedure = ProcedureRef::of(ENGINES[0].procedure());
        let files = dossier.attachments.iter().map(|there| {
            let bytes = std::fs::read(format!("{folder}/files/{}", there.file.name)).unwrap();
            (sha256_hex(&bytes), bytes)
        });
        Self { files: files.collect(), dossier }
    }

    /// Puts other content at the place of an attachment.
    pub(crate) fn replace(&mut self, id: &str, name: &str, bytes: Vec<u8>) {
        let there = self.dossier.attachments.iter_mut().find(|there| there.id == id).unwrap();
        there.file = beian::intake::inspect(name, &bytes).unwrap();
        self.files.insert(there.file.sha256.clone(), bytes);
    }

    pub(crate) fn pack(&self, today: &str) -> Vec<u8> {
        self.pack_by(&ENGINES[0], today)
    }

    pub(crate) fn pack_by(&self, engine: &Engine, today: &str) -> Vec<u8> {
        let report = engine.check(&self.dossier, day(today), &CALENDAR, None);
        let documents: Vec<_> = report.packed().map(|printed| (printed.clone(), pdf(1))).collect();
        let measured =
            self.files.iter().map(|(sha256, bytes)| (sha256.clone(), Measured::of(bytes))).collect();
        let form = pdf(2);
        let contents = Contents {
            procedure: engine.procedure(),
            dossier: &self.dossier,
            report: &report,
            form_pdf: Some(&form),
            documents: &documents,
            measured: &measured,
            today: day(today),
        };
        pack(&lay_out(&contents).unwrap(), &self.files).unwrap()
    }
}

pub(crate) fn filed(package: &[u8]) -> Filed {
    open_filing(Cursor::new(package), &mut |_, _| ()).unwrap()
}
