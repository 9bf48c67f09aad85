using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Tryghedsforum.Api.Data;
using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;
using Tryghedsforum.Notifications.Inbound;
using Tryghedsforum.Notifications.Operation;
using Tryghedsforum.Notifications.Planning;
using Tryghedsforum.Notifications.Schedule;
using Tryghedsforum.Notifications.Simulator;

namespace Tryghedsforum.Notifications;

/// <summary>Telling people: who should know, whether they got it, and what they answered.</summary>
public static class ForumNotifications
{
    /// <summary>Registers everything that tells people. It needs the database settings, the write gate and a clock to be registered.</summary>
    public static IServiceCollection AddForumNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddForumContext<NotificationsDb, SqliteNotificationsDb, PostgresNotificationsDb>(NotificationsDb.HistoryTable);
        AddDelivery(services);
        services.AddSingleton<PlanMessages>().AddHostedService(provider => provider.GetRequiredService<PlanMessages>());
        services.AddScoped<PlanForum>().AddScoped<Recipients>().AddScoped<WhoHears>().AddScoped<Budgets>().AddScoped<HowReached>().AddScoped<Bundles>().AddScoped<TakeBack>().AddScoped<PlanDigests>().AddScoped<ReadRules>().AddScoped<TaskLetters>().AddScoped<PrepareMessage>().AddScoped<PrepareMember>().AddScoped<PrepareReporter>().AddScoped<BundleParts>().AddScoped<CaseWords>().AddScoped<DigestWords>().AddSingleton<SmsWords>();
        services.AddScoped(TryRules.From).AddScoped(ReadBudget.From).AddScoped(ReadSmsTexts.From).AddScoped<ChangeSmsText>();
        services.AddScoped<PrepareMail>().AddSingleton<MailWords>();
        services.AddScoped<Prepare>(provider => (message, cancellation) => message.Lane is Lane.Mail && !message.Recipient.StartsWith("member:", StringComparison.Ordinal)
            ? provider.GetRequiredService<PrepareMail>().Run(message, cancellation)
            : provider.GetRequiredService<PrepareMessage>().Run(message, cancellation));
        services.AddSingleton(provider => new EmailUse(provider.GetRequiredService<EmailSettings>().Provider is not EmailProvider.None));
        services.AddSingleton(provider => new SmsPrice(provider.GetRequiredService<SmsSettings>().Price));
        services.AddSingleton<WorkOnTexts>().AddHostedService(provider => provider.GetRequiredService<WorkOnTexts>());
        services.AddScoped<ReceiveSms>().AddScoped<WorkOnText>().AddScoped<AnswerTask>().AddScoped<GivenUpTexts>();
        services.AddScoped<EraseMessages>().AddScoped<EraseOldMessages>().AddScoped<AskOnWhereUntold>().AddScoped<WatchOver>().AddScoped<WatchBudgets>().AddScoped<ReadStopped>().AddScoped<ReadAlarms>().AddScoped<OwnMessages>();
        services.AddPushes();
        services.AddScoped<CountTold>().AddScoped(CountTold.From);
        services.AddScoped<SendRoundTrips>().AddScoped<ReceiveRoundTrip>().AddScoped(provider => new ReadRoundTrips(provider.GetRequiredService<NotificationsDb>(), provider.GetRequiredService<SmsSettings>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped(ReadOperation.From).AddScoped<ReadPromise>().AddSingleton<JobLedger>().AddSingleton<QueueGauge>();
        services.AddSweeps(configuration);
        AddSimulator(services);
        return services;
    }

    /// <summary>Maps what the provider calls.</summary>
    public static IEndpointRouteBuilder MapForumNotifications(this IEndpointRouteBuilder endpoints)
    {
        DeliveryReceipts.Map(endpoints);
        ReceiveSms.Map(endpoints);
        SmsEndpoints.Map(endpoints);
        return endpoints;
    }

    /// <summary>Maps the simulated telephone company under <c>/simulator/twilio</c>; outside Development it maps nothing.</summary>
    public static IEndpointRouteBuilder MapTwilioSimulator(this IEndpointRouteBuilder endpoints)
    {
        TwilioSimulator.Map(endpoints);
        return endpoints;
    }

    /// <summary>Brings the tables of this library up to date; call it before the program starts.</summary>
    public static async Task PrepareForumNotifications(this IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<NotificationsDb>().Database.BringUpToDate(cancellation);
    }

    /// <summary>From which event on a forum's people are told; what came before tells nobody.</summary>
    public static async Task TellFrom(this IServiceProvider services, int forumId, long afterSeq, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlanForum>().StartAfter(forumId, afterSeq, cancellation);
    }

    /// <summary>
    /// After a restore, before the program starts: what was received is worked on, what happened is planned, and then everything that is not done counts as
    /// perhaps sent already. Delivery asks the provider for it, and sends none of it.
    /// </summary>
    /// <returns>How many messages there were.</returns>
    public static async Task<int> SendNothingAgain(this IServiceProvider services, CancellationToken cancellation)
    {
        await services.GetRequiredService<WorkOnTexts>().LetGo(cancellation);
        await services.GetRequiredService<WorkOnTexts>().RunOnce(cancellation);
        await services.GetRequiredService<PlanMessages>().RunOnce(cancellation);
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PushQueue>().GiveUpAll(cancellation);
        return await scope.ServiceProvider.GetRequiredService<MessageQueue>().MarkRestored(cancellation);
    }

    /// <summary>Registers delivery alone; it needs a <see cref="Prepare"/> and the simulator.</summary>
    internal static void AddDelivery(IServiceCollection services)
    {
        services.AddSingleton<MessageSignal>().AddSingleton<SmsSettings>().AddSingleton<SmsChannel>().AddSingleton<ProviderWebhook>();
        services.AddSingleton<EmailSettings>().AddSingleton<MailChannel>().AddSingleton<Channels>().AddSingleton<DeliveryMeter>();
        services.AddScoped<SmsUses>().AddScoped<ChannelStops>().AddScoped<MessageQueue>().AddScoped<SendMessage>().AddScoped<SettleUnknown>().AddScoped<DeliveryReceipts>().AddSingleton<WriteReceipts>();
        services.AddScoped<Undelivered>().AddScoped<WhoWasTold>();
        services.AddScoped(provider => new SmsHealth(provider.GetRequiredService<SmsSettings>(), provider.GetRequiredService<Undelivered>()));
        services.AddTransient<ProviderLine>();
        services.AddHttpClient(SmsChannel.ClientName, (provider, client) => client.Timeout = provider.GetRequiredService<SmsSettings>().Patience)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
            .AddHttpMessageHandler<ProviderLine>()
            .RemoveAllLoggers(); // its addresses carry numbers
        services.AddSingleton<DeliverMessages>().AddHostedService(provider => provider.GetRequiredService<DeliverMessages>());
    }

    /// <summary>Registers the simulated telephone company and mail server.</summary>
    internal static void AddSimulator(IServiceCollection services)
    {
        services.AddSingleton<SimulatorLedger>().AddSingleton<SimulatorFaults>().AddSingleton<TwilioSimulator>();
        services.AddSingleton(provider => new SimulatedPhones(
            provider.GetRequiredService<SimulatorLedger>(), provider.GetRequiredService<SimulatorFaults>(), provider.GetRequiredService<SimulatedCallbacks>(),
            provider.GetRequiredService<SmsSettings>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SimulatedMails(provider.GetRequiredService<SimulatorLedger>()));
        services.AddHttpClient(SimulatedCallbacks.ClientName).RemoveAllLoggers();
        services.AddSingleton<SimulatedCallbacks>().AddHostedService(provider => provider.GetRequiredService<SimulatedCallbacks>());
    }
}
