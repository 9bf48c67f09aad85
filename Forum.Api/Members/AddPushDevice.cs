using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>The keys of a browser's subscription.</summary>
/// <param name="P256dh">Its public key: a point of P-256, 65 bytes in base64url.</param>
/// <param name="Auth">Its secret: 16 bytes in base64url.</param>
public sealed record PushKeys(string? P256dh, string? Auth);

/// <summary>A subscription, as the browser writes it.</summary>
/// <param name="Endpoint">Where the browser's maker takes what is meant for it; https.</param>
/// <param name="Keys">The keys by which only the browser can read it.</param>
public sealed record PushSubscription(string? Endpoint, PushKeys? Keys);

/// <summary>A member has this device show that there is news. It is more than what the member is told by SMS or e-mail, never instead of it.</summary>
public sealed class AddPushDevice(ForumDb db, EventLog log, FieldCipher cipher, PushUse use)
{
    private const int Most = 10, LongestEndpoint = 1000, PointBytes = 65, AuthBytes = 16;

    /// <summary>Adds it; what the same browser had before is replaced, and a browser shows only what is for whoever is signed in there.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="Refused">NotFound: the installation has no keys for it. Invalid: it is no subscription, or its address is none of the internet.</exception>
    public async Task<Guid> Run(Actor actor, PushSubscription request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.OwnMessages);
        if (!use.IsOn) throw new Refused(RefusalCode.NotFound);
        if (actor is not { MemberId: { } member, SessionId: { } session }) throw new Refused(RefusalCode.SignIn);
        if (!IsWhole(request)) throw new Refused(RefusalCode.Invalid, new FieldFault("device", "DeviceInvalid"));
        return await log.Write(actor, key is null ? null : new(nameof(AddPushDevice), key, new { member, request }), async entry =>
        {
            var hash = PushDevice.HashOf(cipher, request.Endpoint!);
            await db.PushDevices.Where(d => (d.EndpointHash == hash && (d.MemberId == member || d.SessionId != session)) || (d.MemberId == member && d.SessionId == session)).ExecuteDeleteAsync(cancellation);
            var old = await db.PushDevices.Where(d => d.MemberId == member).OrderByDescending(d => d.AddedAt).Select(d => d.Id).Skip(Most - 1).ToListAsync(cancellation);
            await db.PushDevices.Where(d => old.Contains(d.Id)).ExecuteDeleteAsync(cancellation);
            return db.PushDevices.Add(new() { MemberId = member, SessionId = session, SubscriptionSealed = PushDevice.Seal(cipher, request), EndpointHash = hash, AddedAt = entry.Now }).Entity.Id;
        }, cancellation);
    }

    private bool IsWhole(PushSubscription request) =>
        request is { Endpoint.Length: > 0 and <= LongestEndpoint, Keys: { P256dh: { } point, Auth: { } auth } }
        && Uri.TryCreate(request.Endpoint, UriKind.Absolute, out var address) && use.Admits(address)
        && Bytes(auth)?.Length == AuthBytes && Bytes(point) is { Length: PointBytes } bytes && IsPoint(bytes);

    private static byte[]? Bytes(string text) => text.Length <= 200 && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;

    // What is not on the curve would fail only when something is to be sent.
    private static bool IsPoint(byte[] bytes)
    {
        const byte uncompressed = 4;
        if (bytes[0] != uncompressed) return false;
        try
        {
            using var known = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = bytes[1..33], Y = bytes[33..] } });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
