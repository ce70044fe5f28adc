//! Photos of a visit: matched by time, kept as they were taken, seen by whoever may see them, covered before they leave.

use crate::visits::{Village, finding, said};
use crate::{code, invalid};
use api::attachment::ShowAttachment;
use api::erasure::Now;
use api::inspection::{
    BatchAct, ChosenFinding, CoverVisitPhoto, ExportFindingPaper, ExportVisit, FindingPaper, HandleFindings, LocateStation,
    PreviewVisitPhotos, SaveFinding, SaveVisitPhoto, TakeVisitPhotos, VisitMay, VisitPhoto, VisitPhotoTaken, VisitPhotosTaken,
    VisitVerdict, WithdrawVisitPhoto,
};
use api::{ApiError, ErrorCode, InFile};
use domain::account::AccountId;
use domain::inspection::checklist::score::Answer;
use domain::inspection::photo::{BlackBox, Coordinates, PhotoFields, PhotoPhase, Reading, TimeSource, Verdict};
use domain::inspection::plan::{Cover, VisitId};
use domain::retention::Kept;
use jiff::civil::{DateTime, date};
use std::path::PathBuf;
use testkit::{Desk, Scratch};

const THERE: Coordinates = Coordinates { lat: 21_263_000, lon: 110_323_000 };

/// A door with a camera's files.
struct Camera(Desk, usize);

impl Camera {
    fn of(village: &Village) -> Self {
        Self(village.desk.clone(), 0)
    }

    fn holds(&mut self, scratch: &Scratch, name: &str, bytes: &[u8]) -> InFile {
        self.1 += 1;
        let path = scratch.file(&format!("camera-{}", self.1));
        std::fs::write(&path, bytes).unwrap();
        InFile { name: name.to_owned(), ..self.0.gives(&path) }
    }
}

fn at(hour: i8, minute: i8) -> DateTime {
    date(2026, 11, 23).at(hour, minute, 0, 0)
}

fn jpeg(seed: u32, taken: Option<DateTime>, place: Option<Coordinates>) -> Vec<u8> {
    testkit::photo(seed, taken, place)
}

fn plain(file: InFile) -> VisitPhotoTaken {
    VisitPhotoTaken { file, fields: PhotoFields::default() }
}

fn of_line(file: InFile, line: &str) -> VisitPhotoTaken {
    VisitPhotoTaken { file, fields: PhotoFields { line: line.to_owned(), ..PhotoFields::default() } }
}

impl Village {
    async fn take(
        &self,
        camera: &Camera,
        who: AccountId,
        visit: VisitId,
        photos: Vec<VisitPhotoTaken>,
    ) -> Result<VisitPhotosTaken, ApiError> {
        camera.0.run_for_with_files(who, TakeVisitPhotos { visit, photos }).await
    }

    async fn photos(&self, who: AccountId, visit: VisitId) -> Vec<VisitPhoto> {
        self.show(who, visit).await.unwrap().record.unwrap().photos
    }

    async fn agreed(&self, id: VisitId) {
        self.submit(self.office, id).await.unwrap();
        self.review(self.leader, id, VisitVerdict::Agree, Vec::new()).await.unwrap();
    }
}

/// The same picture with some 600 KB of comments before its end.
fn longer(jpeg: &[u8]) -> Vec<u8> {
    let (picture, end) = jpeg.split_at(jpeg.len() - 2);
    assert_eq!(end, [0xFF, 0xD9]);
    let comment = [&[0xFF, 0xFE, 0xEA, 0x62], [b'x'; 60_000].as_slice()].concat();
    [picture, &comment.repeat(10), end].concat()
}

/// The points of a picture.
fn decoded(bytes: &[u8]) -> image::RgbImage {
    image::load_from_memory(bytes).unwrap().into_rgb8()
}

/// 100 megapixels by its header, which is right but for its points.
fn huge() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x27\x10\0\0\x27\x10\x08\x02\0\0\0".to_vec();
    let sum = !bytes[12..].iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    });
    bytes.extend(sum.to_be_bytes());
    bytes.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    bytes
}

testkit::on_both! {
    async fn photos_find_the_lines_that_were_answered_when_they_were_taken(scratch) {
        let village = Village::new(&scratch).await;
        village.desk.clock.set(at(9, 0));
        let begun = village.begun(Cover::Open).await;
        let id = begun.visit.id;
        village.answer(village.office, id, "1.1", said(Answer::Fits, ""), 0).await.unwrap();
        village.desk.clock.set(at(9, 20));
        village.answer(village.second, id, "2.1", said(Answer::Fits, ""), 0).await.unwrap();
        village.desk.clock.set(at(9, 40));
        let mut camera = Camera::of(&village);
        let files = vec![
            camera.holds(&scratch, "DSC_1.jpg", &jpeg(1, Some(at(9, 3)), Some(THERE))),
            camera.holds(&scratch, "IMG_20261123_091800.jpg", &jpeg(2, None, None)),
            camera.holds(&scratch, "微信图片.jpg", &jpeg(3, None, None)),
            camera.holds(&scratch, "DSC_2.jpg", &jpeg(4, Some(at(6, 0)), None)),
            camera.holds(&scratch, "表.pdf", b"%PDF-1.7"),
        ];
        let preview = PreviewVisitPhotos { visit: id, files: files.clone() };
        let seen = camera.0.run_for_with_files(village.office, preview.clone()).await.unwrap().photos;
        let told: Vec<_> = seen.iter().map(|one| (one.line.as_str(), one.told.source, one.check.verdict, one.check.minutes)).collect();
        assert_eq!(told, [
            ("1.1", TimeSource::Camera, Verdict::Fits, None),
            ("2.1", TimeSource::Name, Verdict::Nothing, None),
            ("", TimeSource::Unknown, Verdict::Nothing, None),
            ("", TimeSource::Camera, Verdict::Differs, Some(-180)),
            ("", TimeSource::Unknown, Verdict::Nothing, None),
        ]);
        assert!(seen.iter().all(|one| one.problem.is_none() && !one.same));
        // Healthy, and longer than what is read of it first.
        let long = camera.holds(&scratch, "长.jpg", &longer(&jpeg(9, None, None)));
        let preview_long = PreviewVisitPhotos { visit: id, files: vec![long] };
        let read = camera.0.run_for_with_files(village.office, preview_long).await.unwrap().photos;
        assert!(read[0].problem.is_none());
        assert_eq!((read[0].told.reading, read[0].check.verdict), (Reading::Nothing, Verdict::Nothing));
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM attachment").await, [0], "a preview keeps nothing");

        let photos: Vec<_> = files.iter().zip(&seen).map(|(file, seen)| of_line(file.clone(), &seen.line)).collect();
        let taken = village.take(&camera, village.office, id, photos.clone()).await.unwrap();
        assert_eq!((taken.taken, taken.same), (5, 0));
        let again = village.take(&camera, village.second, id, photos).await.unwrap();
        assert_eq!((again.taken, again.same), (0, 5), "the same bytes are not taken twice");
        let seen = camera.0.run_for_with_files(village.office, preview).await.unwrap().photos;
        assert!(seen.iter().all(|one| one.same));
        let all = village.photos(village.office, id).await;
        let told: Vec<_> = all.iter().map(|one| (one.fields.line.as_str(), one.check.verdict, one.thumb.is_some())).collect();
        assert_eq!(told, [
            ("1.1", Verdict::Fits, true), ("2.1", Verdict::Nothing, true), ("", Verdict::Nothing, true), ("", Verdict::Differs, true), ("", Verdict::Nothing, false),
        ]);
        // Kept as taken; the small picture tells nothing.
        let service = &village.desk.service;
        assert_eq!(service.attachment(&all[0].file.sha256).await.unwrap(), jpeg(1, Some(at(9, 3)), Some(THERE)));
        let small = village.by(village.leader, ShowAttachment { id: all[0].thumb.unwrap() }).await.unwrap();
        let small = service.attachment(&small.sha256).await.unwrap();
        assert!(small.starts_with(&[0xFF, 0xD8]) && !small.windows(4).any(|part| part == b"Exif") && small.len() < 40_000);

        // Where the station stands is known from now on: a photo of elsewhere is told.
        let locate = LocateStation { photo: all[1].id };
        assert_eq!(invalid(village.by(village.office, locate).await).1, "photo_no_place");
        village.by(village.office, LocateStation { photo: all[0].id }).await.unwrap();
        let far = Coordinates { lat: THERE.lat + 100_000, ..THERE };
        let elsewhere = camera.holds(&scratch, "DSC_3.jpg", &jpeg(5, Some(at(9, 30)), Some(far)));
        village.take(&camera, village.office, id, vec![plain(elsewhere)]).await.unwrap();
        let last = village.photos(village.office, id).await.pop().unwrap().check;
        assert_eq!((last.verdict, last.minutes, last.metres.map(|metres| metres / 1_000)), (Verdict::Differs, None, Some(11)));
    }

    async fn what_is_no_photo_is_refused_and_nothing_is_taken(scratch) {
        let village = Village::new(&scratch).await;
        let begun = village.begun(Cover::Open).await;
        let id = begun.visit.id;
        let mut camera = Camera::of(&village);
        let good = camera.holds(&scratch, "good.jpg", &jpeg(1, None, None));
        let whole = jpeg(2, None, None);
        let wrong = [
            (camera.holds(&scratch, "a.jpg", b"<svg onload=alert(1)>"), "not_photo"),
            (camera.holds(&scratch, "b.jpg", &whole[..40]), "photo_damaged"),
            (camera.holds(&scratch, "c.png", &huge()), "photo_pixels"),
            (camera.holds(&scratch, "d.jpg", b""), "not_photo"),
            (InFile { handle: "gone".to_owned(), name: "gone.jpg".to_owned(), size: 1 }, "gone"),
        ];
        for (bad, why) in wrong {
            let preview = PreviewVisitPhotos { visit: id, files: vec![good.clone(), bad.clone()] };
            let seen = camera.0.run_for_with_files(village.office, preview).await.unwrap().photos;
            assert!(seen[0].problem.is_none());
            assert_eq!(seen[1].problem.as_ref().unwrap().arg("detail"), why);
            let refused = village.take(&camera, village.office, id, vec![plain(good.clone()), plain(bad)]).await.unwrap_err();
            assert_eq!((refused.code, refused.arg("detail")), (ErrorCode::FileUnreadable, why));
        }
        assert_eq!(scratch.numbers("SELECT COUNT(*) FROM attachment").await, [0]);
        let take = async |who, photo: VisitPhotoTaken| village.take(&camera, who, id, vec![photo]).await;
        assert_eq!(invalid(take(village.office, of_line(good.clone(), "9.9")).await), ("line".to_owned(), "unknown".to_owned()));
        let of_none = VisitPhotoTaken { file: good.clone(), fields: PhotoFields { finding: Some(domain::inspection::finding::FindingId(99)), ..PhotoFields::default() } };
        assert_eq!(invalid(take(village.office, of_none).await), ("finding".to_owned(), "unknown".to_owned()));
        assert_eq!(code(take(village.leader, plain(good.clone())).await), ErrorCode::NotPermitted);
        assert_eq!(invalid(village.take(&camera, village.office, id, Vec::new()).await), ("photos".to_owned(), "range".to_owned()));
        village.filled(&begun).await;
        village.submit(village.office, id).await.unwrap();
        assert_eq!(invalid(take(village.office, plain(good)).await).1, "visit_state", "what was handed in is not added to");
    }

    async fn a_photo_is_moved_covered_and_withdrawn(scratch) {
        let village = Village::new(&scratch).await;
        let begun = village.begun(Cover::Open).await;
        let id = begun.visit.id;
        assert!(begun.may.contains(&VisitMay::KeepPhotos));
        let raised = village.by(village.office, SaveFinding { visit: id, id: None, fields: finding(5), version: 0 }).await.unwrap();
        let mut camera = Camera::of(&village);
        let now = village.desk.service.now().civil();
        let photos = vec![
            plain(camera.holds(&scratch, "1.jpg", &jpeg(1, Some(now), Some(THERE)))),
            plain(camera.holds(&scratch, "2.jpg", &jpeg(2, Some(now), None))),
        ];
        village.take(&camera, village.office, id, photos).await.unwrap();
        let [one, two] = village.photos(village.office, id).await.try_into().unwrap();
        let fields = PhotoFields { finding: Some(raised.id), phase: PhotoPhase::Before, caption: " 无人在岗 ".to_owned(), line: String::new() };
        let save = |version| SaveVisitPhoto { id: one.id, fields: fields.clone(), version };
        let saved = village.by(village.second, save(1)).await.unwrap();
        assert_eq!((saved.fields.line.as_str(), saved.fields.caption.as_str(), saved.version), ("1.1", "无人在岗", 2), "it stands at the finding's line");
        let other = SaveVisitPhoto { fields: PhotoFields::default(), ..save(1) };
        let late = village.by(village.office, other).await;
        assert_eq!(code(late.clone()), ErrorCode::Conflict);
        assert_eq!(serde_json::from_str::<VisitPhoto>(late.unwrap_err().arg("current")).unwrap(), saved);
        assert_eq!(village.by(village.office, save(1)).await.unwrap(), saved, "the same again changes nothing");

        let upper = BlackBox { left: 0, top: 0, width: 10_000, height: 5_000 };
        let cover = |boxes: Vec<BlackBox>, version| CoverVisitPhoto { id: one.id, boxes, version };
        assert_eq!(invalid(village.by(village.office, cover(vec![BlackBox { width: 0, ..upper }], 2)).await).0, "boxes");
        let covered = village.by(village.office, cover(vec![upper], 2)).await.unwrap();
        let (copy, thumb) = (covered.copy.unwrap(), covered.thumb.unwrap());
        assert_ne!(Some(thumb), one.thumb, "the small picture is covered, too");
        assert_eq!(code(village.by(village.office, cover(Vec::new(), 2)).await), ErrorCode::Conflict);
        assert_eq!(code(village.by(village.office, ShowAttachment { id: one.thumb.unwrap() }).await), ErrorCode::NotFound);
        let bytes = async |id| {
            let file = village.by(village.office, ShowAttachment { id }).await.unwrap();
            village.desk.service.attachment(&file.sha256).await.unwrap()
        };
        assert!(!bytes(copy).await.windows(4).any(|part| part == b"Exif"));
        assert_eq!(bytes(one.id).await, jpeg(1, Some(now), Some(THERE)), "the photo stays as it was taken");

        let withdraw = |reason: &str| WithdrawVisitPhoto { id: two.id, reason: reason.to_owned() };
        assert_eq!(invalid(village.by(village.office, withdraw("无")).await).1, "too_short");
        village.filled(&begun).await;
        village.agreed(id).await;
        // Afterwards, too: somebody has seen a face.
        village.by(village.office, withdraw("拍到了群众的脸")).await.unwrap();
        assert_eq!(invalid(village.by(village.office, withdraw("拍到了群众的脸")).await).1, "photo_withdrawn");
        for gone in [two.id, two.thumb.unwrap()] {
            assert_eq!(code(village.by(village.leader, ShowAttachment { id: gone }).await), ErrorCode::NotFound);
        }
        assert_eq!(village.photos(village.office, id).await[1].file.withdrawn_why, "拍到了群众的脸");

        // The checked side sees the copy, and not where whoever checked has been.
        let [shown] = village.photos(village.clerk, id).await.try_into().unwrap();
        assert_eq!((shown.file.id, shown.told.place, shown.check.verdict), (copy, None, Verdict::Nothing));
        assert!(village.by(village.clerk, ShowAttachment { id: copy }).await.is_ok() && village.by(village.clerk, ShowAttachment { id: thumb }).await.is_ok());
        assert_eq!(code(village.by(village.clerk, ShowAttachment { id: one.id }).await), ErrorCode::NotFound);
        assert!(village.by(village.leader, ShowAttachment { id: one.id }).await.is_ok());
        assert_eq!(code(village.by(village.town, save(2)).await), ErrorCode::Invalid, "he was not sent");

        // What leaves holds the copy.
        let path = scratch.file("record.docx");
        let mut desk = village.desk.clone();
        let out = desk.takes(&path);
        desk.run_with_files(ExportVisit { id, out }).await.unwrap();
        let words = crate::papers::part(&path, "word/document.xml");
        assert!(words.contains("附：现场照片") && words.contains("1.1 整改前 无人在岗") && words.contains("rIdPicture1") && !words.contains("rIdPicture2"));
        let mut package = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
        let mut picture = Vec::new();
        std::io::Read::read_to_end(&mut package.by_name("word/media/picture-1.jpeg").unwrap(), &mut picture).unwrap();
        assert!(picture.starts_with(&[0xFF, 0xD8]) && !picture.windows(4).any(|part| part == b"Exif"));
        assert_eq!(documents::photo::told(&picture, domain::attachment::Media::Jpeg), domain::inspection::photo::Told::default());
        let (printed, taken) = (decoded(&picture), decoded(&jpeg(1, Some(now), Some(THERE))));
        assert_eq!(printed.dimensions(), taken.dimensions());
        let (across, down) = printed.dimensions();
        let is_black = |y: u32| (0..across).step_by(7).all(|x| printed.get_pixel(x, y).0.iter().all(|part| *part < 40));
        assert!((0..down / 2 - 8).step_by(5).all(is_black), "what is covered is black");
        assert!(!(down / 2 + 8..down).step_by(5).any(is_black), "the rest is seen");
    }

    async fn a_notice_shows_copies_of_what_was_found(scratch) {
        let village = Village::new(&scratch).await;
        let begun = village.begun(Cover::Open).await;
        let id = begun.visit.id;
        village.filled(&begun).await;
        let raised = village.by(village.office, SaveFinding { visit: id, id: None, fields: finding(5), version: 0 }).await.unwrap();
        let now = village.desk.service.now().civil();
        let mut camera = Camera::of(&village);
        let of = |file: InFile, phase: PhotoPhase, caption: &str| VisitPhotoTaken {
            file,
            fields: PhotoFields { finding: Some(raised.id), phase, caption: caption.to_owned(), line: String::new() },
        };
        let photos = vec![
            of(camera.holds(&scratch, "DSC_1.jpg", &jpeg(1, Some(now), Some(THERE))), PhotoPhase::Before, "无人在岗"),
            of(camera.holds(&scratch, "DSC_2.jpg", &jpeg(2, Some(now), Some(THERE))), PhotoPhase::After, "已到岗"),
            plain(camera.holds(&scratch, "DSC_3.jpg", &jpeg(3, Some(now), Some(THERE)))),
        ];
        village.take(&camera, village.office, id, photos).await.unwrap();
        let one = village.photos(village.office, id).await.remove(0);
        let upper = BlackBox { left: 0, top: 0, width: 10_000, height: 5_000 };
        village.by(village.office, CoverVisitPhoto { id: one.id, boxes: vec![upper], version: 1 }).await.unwrap();
        village.agreed(id).await;
        let findings = vec![ChosenFinding { id: raised.id, version: 1 }];
        let issue = HandleFindings { findings, act: BatchAct::Issue, words: String::new(), day: None };
        assert_eq!(village.by(village.office, issue).await.unwrap().done.len(), 1);

        // The office prints it, and so may whoever answers for the station: it is the same copy.
        for (n, who) in [village.office, village.clerk].into_iter().enumerate() {
            let path = scratch.file(&format!("notice-{n}.docx"));
            let mut desk = village.desk.clone();
            let out = desk.takes(&path);
            let paper = ExportFindingPaper { paper: FindingPaper::Notice, findings: vec![raised.id], out };
            desk.run_for_with_files(who, paper).await.unwrap();
            let words = crate::papers::part(&path, "word/document.xml");
            for wanted in ["附件：问题照片（1张）", "图1 第1项 无人在岗", "rIdPicture1"] {
                assert!(words.contains(wanted), "{wanted}");
            }
            assert!(!words.contains("已到岗") && !words.contains("rIdPicture2"), "neither of afterwards nor of no finding");
            let mut package = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
            let mut picture = Vec::new();
            std::io::Read::read_to_end(&mut package.by_name("word/media/picture-1.jpeg").unwrap(), &mut picture).unwrap();
            assert!(!picture.windows(4).any(|part| part == b"Exif"));
            assert_eq!(documents::photo::told(&picture, domain::attachment::Media::Jpeg), domain::inspection::photo::Told::default());
            let printed = decoded(&picture);
            assert!((0..printed.width()).step_by(7).all(|x| printed.get_pixel(x, 5).0.iter().all(|part| *part < 40)), "what is covered is black");
        }
        let path = scratch.file("reply.docx");
        let mut desk = village.desk.clone();
        let out = desk.takes(&path);
        desk.run_with_files(ExportFindingPaper { paper: FindingPaper::Reply, findings: vec![raised.id], out }).await.unwrap();
        let words = crate::papers::part(&path, "word/document.xml");
        assert!(words.contains("附件：整改后照片") && words.contains("第1项 已到岗") && !words.contains("图1 第1项 无人在岗"));
        // What was withdrawn since is on no paper any more.
        village.by(village.office, WithdrawVisitPhoto { id: one.id, reason: "拍到了群众的脸".to_owned() }).await.unwrap();
        let out = desk.takes(&path);
        desk.run_with_files(ExportFindingPaper { paper: FindingPaper::Notice, findings: vec![raised.id], out }).await.unwrap();
        assert!(!crate::papers::part(&path, "word/document.xml").contains("附件："));
    }

    async fn whoever_was_checked_never_gets_what_the_camera_wrote(scratch) {
        let village = Village::new(&scratch).await;
        let begun = village.begun(Cover::Open).await;
        let id = begun.visit.id;
        let mut camera = Camera::of(&village);
        let now = village.desk.service.now().civil();
        let photos = vec![
            plain(camera.holds(&scratch, "IMG_20261123_091800.jpg", &jpeg(1, Some(now), Some(THERE)))),
            plain(camera.holds(&scratch, "签字表.pdf", b"%PDF-1.7")),
            plain(camera.holds(&scratch, "DSC_2.jpg", &jpeg(2, Some(now), Some(THERE)))),
        ];
        village.take(&camera, village.office, id, photos).await.unwrap();
        village.filled(&begun).await;
        village.agreed(id).await;
        let own = village.photos(village.office, id).await;
        assert!(own.iter().all(|one| one.is_inside && one.is_told) && own[0].told.place == Some(THERE));
        // As one that came before copies were made.
        scratch.execute(&format!("UPDATE inspection_photo SET copy_id = NULL WHERE attachment_id = {}", own[2].id.0)).await;

        let seen = village.photos(village.clerk, id).await;
        assert!(seen.iter().all(|one| !one.is_inside && !one.is_told && one.told == domain::inspection::photo::Told::default()));
        let ids: Vec<_> = seen.iter().map(|one| Some(one.file.id)).collect();
        assert_eq!(ids, [own[0].copy, Some(own[1].id), own[2].thumb]);
        let names: Vec<_> = seen.iter().map(|one| one.file.name.as_str()).collect();
        assert_eq!(names, ["照片1.jpg", "签字表.pdf", "照片3.jpg"]);
        for (n, one) in own.iter().enumerate().filter(|(_, one)| one.file.media.is_picture()) {
            assert_eq!(code(village.by(village.clerk, ShowAttachment { id: one.id }).await), ErrorCode::NotFound, "{n}");
            for file in [seen[n].file.id, one.thumb.unwrap()] {
                let shown = village.by(village.clerk, ShowAttachment { id: file }).await.unwrap();
                assert_eq!(shown.name, names[n]);
                let bytes = village.desk.service.attachment(&shown.sha256).await.unwrap();
                assert_eq!(documents::photo::told(&bytes, shown.media), domain::inspection::photo::Told::default());
                assert!(!bytes.windows(4).any(|part| part == b"Exif"));
            }
        }
        assert_eq!(decoded(&village.desk.service.attachment(&seen[0].file.sha256).await.unwrap()).dimensions(), (640, 480));
        let paper = village.by(village.clerk, ShowAttachment { id: own[1].id }).await.unwrap();
        assert_eq!(paper.name, "签字表.pdf", "papers stay as they came");
    }

    async fn photos_under_cover_are_not_found(scratch) {
        let village = Village::new(&scratch).await;
        let begun = village.begun(Cover::Covert).await;
        let id = begun.visit.id;
        let mut camera = Camera::of(&village);
        village.take(&camera, village.office, id, Vec::new()).await.unwrap_err();
        let photo = plain(camera.holds(&scratch, "1.jpg", &jpeg(1, None, None)));
        village.take(&camera, village.office, id, vec![photo]).await.unwrap();
        village.filled(&begun).await;
        village.agreed(id).await;
        let [one] = village.photos(village.office, id).await.try_into().unwrap();
        for who in [village.town, village.clerk] {
            for file in [one.id, one.thumb.unwrap(), one.copy.unwrap()] {
                assert_eq!(code(village.by(who, ShowAttachment { id: file }).await), ErrorCode::NotFound);
            }
        }
    }

    async fn photos_of_visits_are_erased_when_their_term_is_over(scratch) {
        let village = Village::new(&scratch).await;
        let begun = village.begun(Cover::Open).await;
        let id = begun.visit.id;
        let mut camera = Camera::of(&village);
        let now = village.desk.service.now().civil();
        let file = camera.holds(&scratch, "1.jpg", &jpeg(1, Some(now), Some(THERE)));
        let fields = PhotoFields { caption: "大厅里的人".to_owned(), ..PhotoFields::default() };
        village.take(&camera, village.office, id, vec![VisitPhotoTaken { file, fields }]).await.unwrap();
        let [taken] = village.photos(village.office, id).await.try_into().unwrap();
        let boxes = vec![BlackBox { left: 0, top: 0, width: 100, height: 100 }];
        village.by(village.office, CoverVisitPhoto { id: taken.id, boxes, version: 1 }).await.unwrap();
        let long_ago = village.desk.service.now().plus_seconds(-86_400 * 4_000).0;
        scratch.execute(&format!("UPDATE attachment SET added_at = {long_ago}")).await;
        let erase = || Now { kept: vec![Kept::Photos], reason: "保存期满".to_owned() };
        assert!(village.desk.operate(erase()).await.unwrap().erased.is_empty(), "it is not over yet");
        village.filled(&begun).await;
        village.agreed(id).await;
        scratch.execute(&format!("UPDATE inspection_record SET agreed_at = {long_ago}")).await;
        assert_eq!(village.desk.operate(erase()).await.unwrap().erased.len(), 1);
        let [one] = village.photos(village.office, id).await.try_into().unwrap();
        assert!(one.file.erased_at.is_some() && one.file.name.is_empty());
        assert!(one.fields.caption.is_empty() && one.boxes.is_empty() && !one.is_told && one.told == domain::inspection::photo::Told::default());
        let left = "SELECT COUNT(*) FROM inspection_photo WHERE lat IS NOT NULL OR lon IS NOT NULL OR taken_at IS NOT NULL OR caption <> '' OR boxes <> '[]'";
        assert_eq!(scratch.numbers(left).await, [0], "neither where nor when it was taken stays");
        assert_eq!(code(village.by(village.office, ShowAttachment { id: one.thumb.unwrap() }).await), ErrorCode::NotFound);
        assert_eq!(invalid(village.by(village.office, CoverVisitPhoto { id: one.id, boxes: Vec::new(), version: 2 }).await).1, "photo_erased");
    }
}

/// Tells the child of [`a_photo_is_whole_or_not_there`] where its database is, which visit it is, and who takes photos.
const CHILD: &str = "YIMEN_TEST_CAMERA";

/// Takes one photo after the other and says of each that it is safe, until it is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn takes_photos_until_it_is_killed() {
    let Ok(told) = std::env::var(CHILD) else { return };
    let (folder, visit, who) = serde_json::from_str::<(PathBuf, VisitId, AccountId)>(&told).unwrap();
    let clock = testkit::TestClock::default();
    let service = service::Service::open_with(store::Location::Folder(folder.clone()), Box::new(clock.clone())).await.unwrap();
    let mut desk = Desk::over(service, clock);
    for n in 0.. {
        let path = folder.join("camera.jpg");
        // Each process has photos of its own.
        let bytes = [jpeg(n, None, None), std::process::id().to_be_bytes().to_vec()].concat();
        std::fs::write(&path, bytes).unwrap();
        let photos = vec![plain(InFile { name: format!("{n}.jpg"), ..desk.gives(&path) })];
        desk.run_for_with_files(who, TakeVisitPhotos { visit, photos }).await.unwrap();
        std::io::Write::write_all(&mut std::io::stderr(), b"taken\n").unwrap();
    }
}

/// A process is killed while it copies photos: what is there is whole, and what was acknowledged is there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_is_whole_or_not_there() {
    use std::io::BufRead;
    use std::process::{Command, Stdio};
    let scratch = Scratch::sqlite();
    let village = Village::new(&scratch).await;
    let begun = village.begun(Cover::Open).await;
    let (id, office) = (begun.visit.id, village.office);
    village.desk.service.close().await;
    let told = serde_json::to_string(&(scratch.folder(), id, office)).unwrap();
    let mut acknowledged = 0;
    for round in 0..4_u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "visit_photos::takes_photos_until_it_is_killed", "--nocapture"])
            .env(CHILD, &told)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = std::io::BufReader::new(child.stderr.take().unwrap()).lines();
        // Once the first is safe, somewhere in one of the next.
        assert_eq!(lines.next().unwrap().unwrap(), "taken");
        acknowledged += 1;
        std::thread::sleep(std::time::Duration::from_millis(37 * (round + 1)));
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged += lines.map_while(Result::ok).filter(|line| line == "taken").count();

        let service = service::Service::open_with(scratch.location(), Box::new(testkit::TestClock::default())).await.unwrap();
        let shown = service.run_for(office, api::inspection::ShowVisit { id }).await.unwrap();
        let photos = shown.record.unwrap().photos;
        assert!(photos.len() >= acknowledged, "round {round}: {acknowledged} were acknowledged, {} are there", photos.len());
        for photo in photos {
            let small = service.run_for(office, ShowAttachment { id: photo.thumb.unwrap() }).await.unwrap();
            for file in [&photo.file, &small] {
                assert_eq!(service.attachment(&file.sha256).await.unwrap().len() as u64, file.size, "its bytes are those of its name");
            }
        }
        service.close().await;
        let alone = "SELECT COUNT(*) FROM attachment a WHERE NOT EXISTS
            (SELECT 1 FROM inspection_photo p WHERE p.attachment_id = a.id OR p.thumb_id = a.id OR p.copy_id = a.id)";
        assert_eq!(scratch.numbers(alone).await, [0], "nothing belongs to nothing");
    }
}
