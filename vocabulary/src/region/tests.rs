use super::*;

#[test]
fn partitions_read_back() {
    for partition in Partition::ALL {
        assert_eq!(partition.as_str().parse(), Ok(partition));
    }
    assert_eq!("AWS".parse::<Partition>(), Err(ParsePartitionError));
}

#[test]
fn regions_know_their_partition_and_origin() {
    #[track_caller]
    fn check(name: &str, partition: Partition, origin: Option<u32>) {
        let region: Region = name.parse().expect(name);
        assert_eq!(region.partition(), partition, "{name}");
        assert_eq!(region.origin().map(Asn::number), origin, "{name}");
    }
    check("us-east-1", Partition::Aws, Some(14618));
    check("eu-central-1", Partition::Aws, Some(16509));
    check("us-gov-west-1", Partition::AwsUsGov, Some(8987));
    check("cn-north-1", Partition::AwsCn, None);
    check("us-iso-east-1", Partition::AwsIso, None);
    check("us-isob-east-1", Partition::AwsIsoB, None);
}

#[test]
fn every_region_there_is_reads_back() {
    assert!(REGIONS.is_sorted());
    for name in REGIONS {
        let region: Region = name.parse().expect(name);
        assert!(region.is_known(), "{name}");
    }
    for name in ["us-esat-1", "us-east-7", "mars-west-9"] {
        let region: Region = name.parse().expect(name);
        assert!(!region.is_known(), "{name}");
    }
    // Every Local Zone's group is in one of them.
    for group in crate::border_group::LOCAL_ZONES {
        assert!(
            REGIONS
                .iter()
                .any(|region| group.starts_with(&format!("{region}-"))),
            "{group}"
        );
    }
}

#[test]
fn refuses_what_is_no_region() {
    for text in [
        "",
        "us-east",
        "us-east-",
        "US-EAST-1",
        "us_east_1",
        "us-east-1a",
        "--1",
        "1",
    ] {
        assert_eq!(text.parse::<Region>(), Err(ParseRegionError), "{text}");
    }
}
