#!/bin/sh
# The short story of a range, told by the AWS CLI.
#
# What is printed is what was asked and what came back; every client of this
# folder prints the same lines. Arguments: the message and its signature.
set -eu

cidr=198.18.1.0/24
authorization="Message=$1,Signature=$2"

# The code that the CLI tells, and the HTTP status, which it tells only in its
# debugging output.
refused() {
  if said=$(aws --debug "$@" 2>&1 >/dev/null); then
    echo "not refused"
    return
  fi
  code=$(echo "$said" | sed -n 's/^.*An error occurred (\([^)]*\)) when calling.*$/\1/p' | tail -n 1)
  status=$(echo "$said" | sed -n 's/^.* "POST \/ HTTP\/1\.1" \([0-9]*\) .*$/\1/p' | tail -n 1)
  echo "$code $status"
}

ask() {
  aws "$@" --output text
}

account=$(ask sts get-caller-identity --query Account)
echo "GetCallerIdentity: $account"
code=$(refused ec2 provision-byoip-cidr --cidr $cidr --cidr-authorization-context "$authorization" --dry-run)
echo "ProvisionByoipCidr as a dry run: $code"
state=$(ask ec2 provision-byoip-cidr --cidr $cidr --cidr-authorization-context "$authorization" \
  --query ByoipCidr.State)
echo "ProvisionByoipCidr: $state"

curl -sf --data '{"by":"7d"}' "$BYOIP_SIMULATOR_URL/_simulator/clock/advance" >/dev/null
range=$(ask ec2 describe-byoip-cidrs --max-results 5 --query 'ByoipCidrs[].[State,StatusMessage]')
pool=${range##* }
echo "DescribeByoipCidrs: $(echo "$range" | cut -f 1) into $pool"

allocated=$(ask ec2 allocate-address --domain vpc --public-ipv4-pool "$pool" \
  --query '[PublicIp,PublicIpv4Pool,AllocationId]')
address=$(echo "$allocated" | cut -f 1)
echo "AllocateAddress: $address of $(echo "$allocated" | cut -f 2)"
listed=$(ask ec2 describe-addresses --filters "Name=public-ip,Values=$address" \
  --query 'Addresses[].[PublicIp,PublicIpv4Pool]')
echo "DescribeAddresses: $(echo "$listed" | cut -f 1) of $(echo "$listed" | cut -f 2)"
state=$(ask ec2 advertise-byoip-cidr --cidr $cidr --query ByoipCidr.State)
echo "AdvertiseByoipCidr: $state"

code=$(refused ec2 deprovision-byoip-cidr --cidr $cidr)
echo "DeprovisionByoipCidr: $code"
state=$(ask ec2 withdraw-byoip-cidr --cidr $cidr --query ByoipCidr.State)
echo "WithdrawByoipCidr: $state"
aws ec2 release-address --allocation-id "$(echo "$allocated" | cut -f 3)"
left=$(ask ec2 describe-addresses --filters "Name=public-ip,Values=$address" --query 'length(Addresses)')
echo "DescribeAddresses after ReleaseAddress: $left"
state=$(ask ec2 deprovision-byoip-cidr --cidr $cidr --query ByoipCidr.State)
echo "DeprovisionByoipCidr: $state"
