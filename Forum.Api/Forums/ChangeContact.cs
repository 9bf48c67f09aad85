using Microsoft.EntityFrameworkCore;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Events;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Api.Forums;

/// <summary>How a forum is called and reached, see <see cref="Forum"/>.</summary>
public sealed record ContactSettings : SettingsForm
{
    /// <summary>What stands after "Tryghedsforum", at most 80 characters.</summary>
    public string Name { get; init; } = "";

    /// <summary>The quarter in running text, at most 80 characters.</summary>
    public string Quarter { get; init; } = "";

    /// <summary>The number that is shown when the page cannot help.</summary>
    public string Telephone { get; init; } = "";

    /// <summary>The number for acute medical advice.</summary>
    public string MedicalNumber { get; init; } = "";

    /// <summary>The number of the police when it is not urgent.</summary>
    public string PoliceNumber { get; init; } = "";

    /// <summary>The data controller, at most 200 characters; null: not named yet.</summary>
    public string? Controller { get; init; }

    /// <summary>How the data controller is reached, at most 200 characters.</summary>
    public string? ControllerContact { get; init; }

    internal static ContactSettings Of(Forum forum) => new ContactSettings
    {
        Name = forum.Name, Quarter = forum.Quarter, Telephone = forum.Telephone, MedicalNumber = forum.MedicalNumber, PoliceNumber = forum.PoliceNumber,
        Controller = forum.Controller, ControllerContact = forum.ControllerContact,
    }.Stamped();

    internal ContactSettings Checked()
    {
        var fields = new SettingsFields();
        var clean = this with
        {
            Name = fields.Line(Name, 80, "name", "NameMissing"),
            Quarter = fields.Line(Quarter, 80, "quarter", "QuarterMissing"),
            Telephone = fields.Number(Telephone, "telephone"),
            MedicalNumber = fields.Number(MedicalNumber, "medicalNumber"),
            PoliceNumber = fields.Number(PoliceNumber, "policeNumber"),
            Controller = fields.Optional(Controller, 200, "controller", "LineTooLong"),
            ControllerContact = fields.Optional(ControllerContact, 200, "controllerContact", "LineTooLong"),
        };
        fields.ThrowIfFaulty();
        return clean;
    }
}

/// <summary>The coordinator changes how the forum is called and reached, and who answers for what is kept about people.</summary>
public sealed class ChangeContact(ForumDb db, EventLog log, ReadForum forums)
{
    /// <summary>Changes it.</summary>
    /// <returns>The part as it is now.</returns>
    /// <exception cref="Refused">Invalid, ChangedMeanwhile.</exception>
    public async Task<ContactSettings> Run(Actor actor, ContactSettings request, string? key, CancellationToken cancellation)
    {
        actor.Demand(Policies.ChangeSettings);
        var wanted = request.Checked();
        var saved = await log.Write(actor, key is null ? null : new(nameof(ChangeContact), key, request), async entry =>
        {
            var forum = await db.Forums.SingleAsync(f => f.Id == entry.ForumId, cancellation);
            if (!wanted.Changes(ContactSettings.Of(forum))) return wanted;
            forum.Set(wanted);
            entry.Changed(SettingsPart.Contact);
            return ContactSettings.Of(forum);
        }, cancellation);
        forums.Forget(actor.ForumId);
        return saved;
    }
}
