fn main() {
    let packet_path = std::env::args().nth(1);
    let out = std::env::args().nth(2).unwrap_or("/tmp/out".into());
    let mut report = handbill::diag::Report::default();
    let source = match &packet_path {
        Some(p) if p != "-" => handbill::load::open(std::path::Path::new(p)).unwrap(),
        _ => handbill::diag::Source::new(
            "packet.toml (embedded)",
            handbill::load::STANDARD_PACKET,
        ),
    };
    let folder = packet_path
        .as_deref()
        .map(|p| std::path::Path::new(p).parent().unwrap().to_path_buf())
        .unwrap_or_default();
    let packet = handbill::load::read_packet(&source, &folder, &mut report);
    let library = handbill::load::Library { folder };
    let book = handbill::font::Book::embedded();
    let order = handbill::press::Order {
        packet: &packet,
        library: &library,
        book: &book,
        over: Default::default(),
    };
    std::fs::create_dir_all(&out).unwrap();
    match handbill::press::run(&order, |sheet| {
        println!(
            "{} {:?} fill {:?}",
            sheet.planned.file,
            sheet.composition.found(),
            sheet.composition.fill()
        );
        handbill::press::write(sheet)
    }) {
        Ok((made, found)) => {
            report.append(found);
            for m in made {
                std::fs::write(format!("{out}/{}", m.planned.file), m.bytes).unwrap();
                println!("{:?} {:?}", m.planned.sizes, m.planned.left_out);
            }
        }
        Err(found) => report.append(found),
    }
    eprint!("{}", handbill::diag::render(&report, false));
}
