using System.Buffers.Text;
using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Privacy;

namespace Tryghedsforum.Api.Members;

/// <summary>Sessions are rows; the cookie holds a random id of which only a keyed hash is stored. Ending the row ends the session everywhere.</summary>
internal sealed class SessionStore(IServiceScopeFactory scopes, FieldCipher cipher, WriteGate gate, TimeProvider time) : ITicketStore
{
    /// <summary>The claim with the row's id, by which open connections are checked.</summary>
    public const string Claim = "session";

    /// <summary>The claim of a session that was begun by both steps. Without it the session carries no role that needs two.</summary>
    public const string ByBoth = "both";

    /// <summary>The ticket's property that says when the session ends in any case; round-trip time.</summary>
    public const string Longest = ".longest";

    /// <summary>The ticket's property with the kind of device.</summary>
    public const string Device = ".device";

    private const string Purpose = "session.ticket";

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        (ticket.Principal.Identity as ClaimsIdentity)?.AddClaim(new Claim(Claim, Id(key)));
        var session = new Session { Id = Id(key), PersonId = Guid.Parse(ticket.Principal.FindFirstValue(ClaimTypes.NameIdentifier)!), Device = ticket.Properties.GetString(Device), StartedAt = now };
        session.Renew(Seal(ticket), Until(ticket, now.AddHours(12)));
        await Write(async db =>
        {
            db.Sessions.Add(session);
            await Member.BeginNews(db, session.PersonId);
        });
        return key;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket) => Write(async db =>
    {
        if (await db.Sessions.FindAsync(Id(key)) is { EndedAt: null } session) session.Renew(Seal(ticket), Until(ticket, session.ExpiresAt));
    });

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        await using var scope = scopes.CreateAsyncScope();
        var id = Id(key);
        var session = await scope.ServiceProvider.GetRequiredService<ForumDb>().Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id);
        if (session is not { EndedAt: null } || session.ExpiresAt <= time.GetUtcNow()) return null;
        if (session.IsNews(time.GetUtcNow())) await Write(async db => (await db.Sessions.FindAsync(id))?.Use(time.GetUtcNow()));
        return TicketSerializer.Default.Deserialize(Convert.FromBase64String(cipher.Open(session.TicketSealed, Purpose)!));
    }

    public Task RemoveAsync(string key) => Write(async db =>
    {
        var id = Id(key);
        if (await db.Sessions.FindAsync(id) is { } session) session.End(time.GetUtcNow());
        await db.PushDevices.Where(d => d.SessionId == id).ExecuteDeleteAsync();
    });

    // However often it is used, and so renewed.
    private static DateTimeOffset Until(AuthenticationTicket ticket, DateTimeOffset otherwise)
    {
        var idle = ticket.Properties.ExpiresUtc ?? otherwise;
        return DateTimeOffset.TryParse(ticket.Properties.GetString(Longest), CultureInfo.InvariantCulture, out var longest) && longest < idle ? longest : idle;
    }

    private string Id(string key) => cipher.Hash(key, "session.id");

    private byte[] Seal(AuthenticationTicket ticket) => cipher.Seal(Convert.ToBase64String(TicketSerializer.Default.Serialize(ticket)), Purpose)!;

    private Task Write(Action<ForumDb> change) => Write(db =>
    {
        change(db);
        return Task.CompletedTask;
    });

    private async Task Write(Func<ForumDb, Task> change)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ForumDb>();
        using var turn = await gate.EnterAsync(CancellationToken.None);
        await change(db);
        await db.SaveChangesAsync();
    }
}
