package transport

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"path"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"dragoman/data/book"
	"dragoman/data/sync"
)

// S3 is a bucket, or a part of one, at Amazon or at anybody who speaks the same:
// Aliyun OSS, Tencent COS, Backblaze, MinIO.
type S3 struct {
	c      *minio.Client
	bucket string
	prefix string
	nobody bool // no key was given
}

// Bucket says where a bucket is. Address is that of the server, and may have the
// bucket and a folder behind it.
type Bucket struct {
	Address string // https://s3.eu-central-1.amazonaws.com, or with /bucket/folder
	Name    string // of the bucket, when it is not in Address
	Region  string // may be empty
	Key     string
	Secret  string
}

// NewS3 returns the place in a bucket. It is BadPlace when the address is none
// or no bucket is named.
func NewS3(b Bucket) (*S3, error) {
	const op = "sync.s3"
	u, err := url.Parse(strings.TrimSpace(b.Address))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return nil, fault(op, BadPlace, err)
	}
	folder := strings.Trim(u.Path, "/")
	if b.Name == "" {
		b.Name, folder, _ = strings.Cut(folder, "/")
	}
	if b.Name == "" {
		return nil, fault(op, BadPlace, errors.New("no bucket is named"))
	}
	c, err := minio.New(u.Host, &minio.Options{
		Creds: credentials.NewStaticV4(b.Key, b.Secret, ""), Secure: u.Scheme == "https", Region: b.Region, MaxRetries: 3,
	})
	if err != nil {
		return nil, fault(op, BadPlace, err)
	}
	s := &S3{c: c, bucket: b.Name, nobody: b.Key == "" || b.Secret == ""}
	if folder != "" {
		s.prefix = folder + "/"
	}
	return s, nil
}

// List implements sync.Transport.
func (s *S3) List(ctx context.Context, prefix string) ([]sync.Entry, error) {
	const op = "sync.list"
	within, stop := context.WithTimeout(ctx, slowest) // ends the listing when we return early
	defer stop()
	var out []sync.Entry
	for o := range s.c.ListObjects(within, s.bucket, minio.ListObjectsOptions{Prefix: s.prefix + prefix, Recursive: true}) {
		if o.Err != nil {
			return nil, s.told(ctx, op, o.Err)
		}
		if name := strings.TrimPrefix(o.Key, s.prefix); finished(name) && !strings.HasSuffix(name, "/") {
			out = append(out, sync.Entry{Name: name, Size: o.Size})
		}
	}
	if err := within.Err(); err != nil {
		return nil, s.told(ctx, op, err)
	}
	return sorted(out), nil
}

// Get implements sync.Transport.
func (s *S3) Get(ctx context.Context, name string) ([]byte, error) {
	const op = "sync.get"
	name, err := clean(op, name)
	if err != nil {
		return nil, err
	}
	within, stop := context.WithTimeout(ctx, slowest)
	defer stop()
	o, err := s.c.GetObject(within, s.bucket, path.Join(s.prefix, name), minio.GetObjectOptions{})
	if err != nil {
		return nil, s.told(ctx, op, err)
	}
	data, err := readAll(op, o)
	if err := errors.Join(err, o.Close()); err != nil {
		return nil, s.told(ctx, op, err)
	}
	return data, nil
}

// Put implements sync.Transport: a bucket takes a file whole or not at all.
func (s *S3) Put(ctx context.Context, name string, data []byte) error {
	const op = "sync.put"
	name, err := clean(op, name)
	if err != nil {
		return err
	}
	if len(data) > Largest {
		return fault(op, TooLarge, nil)
	}
	within, stop := context.WithTimeout(ctx, slowest)
	defer stop()
	_, err = s.c.PutObject(within, s.bucket, path.Join(s.prefix, name), bytes.NewReader(data), int64(len(data)),
		minio.PutObjectOptions{ContentType: "application/octet-stream", DisableMultipart: true})
	return s.told(ctx, op, err)
}

// Remove implements sync.Transport.
func (s *S3) Remove(ctx context.Context, name string) error {
	const op = "sync.remove"
	name, err := clean(op, name)
	if err != nil {
		return err
	}
	return s.told(ctx, op, s.c.RemoveObject(ctx, s.bucket, path.Join(s.prefix, name), minio.RemoveObjectOptions{}))
}

// Check proves at set-up that the place can be written and read.
func (s *S3) Check(ctx context.Context) error { return check(ctx, s) }

// told gives a fault of the server the detail by which it is known.
func (s *S3) told(ctx context.Context, op string, err error) error {
	if e, ok := ours(ctx, op, err); ok {
		return e
	}
	var r minio.ErrorResponse
	if errors.As(err, &r) {
		switch r.Code {
		case "NoSuchKey":
			return fault(op, sync.NoFile, err)
		case "NoSuchBucket":
			return fault(op, sync.Gone, err)
		case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken":
			return fault(op, sync.Denied, err)
		case "RequestTimeTooSkewed":
			return fault(op, WrongClock, err)
		case "QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "EntityTooLarge":
			return fault(op, sync.Full, err)
		case "AccessDenied", "AllAccessDisabled":
			if s.nobody {
				return fault(op, sync.Denied, err)
			}
			return fault(op, sync.ReadOnly, err)
		case "AuthorizationHeaderMalformed", "InvalidBucketName", "PermanentRedirect", "AuthorizationQueryParametersError":
			return fault(op, BadPlace, err)
		}
		switch {
		case s.nobody && r.StatusCode >= 400 && r.StatusCode < 500:
			return fault(op, sync.Denied, err) // each server refuses it with a code of its own
		case r.StatusCode == http.StatusNotFound:
			return fault(op, sync.NoFile, err)
		case r.StatusCode == http.StatusForbidden:
			return fault(op, sync.ReadOnly, err)
		case r.StatusCode == http.StatusTooManyRequests, r.StatusCode >= 500:
			return fault(op, sync.Offline, err)
		}
	}
	if unreachable(err) {
		return fault(op, sync.Offline, err)
	}
	return &book.Error{Op: op, Code: book.Internal, Err: err}
}
